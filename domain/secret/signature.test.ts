import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { generateSigningSecret, secretLast4, signMessage, verifySignature } from "./signature.ts";

// The example of the Standard Webhooks specification.
const KNOWN = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: 1614265330,
  body: Buffer.from('{"test": 2432232314}'),
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};
const OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

describe("signMessage", () => {
  it("signs as the specification's example says", () => {
    expect(signMessage({ ...KNOWN, secrets: [KNOWN.secret] })).toBe(KNOWN.signature);
  });

  it("takes a secret with and without its prefix", () => {
    expect(signMessage({ ...KNOWN, secrets: [KNOWN.secret.slice("whsec_".length)] })).toBe(KNOWN.signature);
  });

  it("signs with every secret, newest first, separated by spaces", () => {
    const [first, second, ...rest] = signMessage({ ...KNOWN, secrets: [OTHER_SECRET, KNOWN.secret] }).split(" ");
    expect(first).toBe(signMessage({ ...KNOWN, secrets: [OTHER_SECRET] }));
    expect(second).toBe(KNOWN.signature);
    expect(rest).toEqual([]);
  });

  it("signs the bytes as they are, also where they are no text", () => {
    const invalid = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    const replaced = Buffer.from(invalid.toString());
    const secrets = [KNOWN.secret];
    expect(signMessage({ ...KNOWN, body: invalid, secrets })).not.toBe(
      signMessage({ ...KNOWN, body: replaced, secrets }),
    );
  });

  it.each(["", "whsec_", "whsec_!!!"])("throws on the secret %j instead of signing with nothing", (secret) => {
    expect(() => signMessage({ ...KNOWN, secrets: [secret] })).toThrow("empty or not base64");
  });

  it("makes what the public library accepts, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.uint8Array({ minLength: 24, maxLength: 64 }), (text, key) => {
        const body = Buffer.from(text);
        const secret = `whsec_${Buffer.from(key).toString("base64")}`;
        const timestamp = Math.floor(Date.now() / 1000);
        const headers = {
          "webhook-id": "evt_1",
          "webhook-timestamp": String(timestamp),
          "webhook-signature": signMessage({ id: "evt_1", timestamp, body, secrets: [OTHER_SECRET, secret] }),
        };
        new Webhook(secret).verify(body, headers, { jsonParse: false });
      }),
    );
  });
});

describe("verifySignature", () => {
  it("accepts the specification's example", () => {
    expect(verify({})).toEqual({ ok: true });
  });

  it("accepts what the public library signs", () => {
    const signature = new Webhook(OTHER_SECRET).sign(KNOWN.id, new Date(KNOWN.timestamp * 1000), KNOWN.body.toString());
    expect(verify({ signature, secrets: [OTHER_SECRET] })).toEqual({ ok: true });
  });

  it("accepts the good signature third in a list of four", () => {
    const signature = `v1,AAAA v2,${KNOWN.signature.slice(3)} ${KNOWN.signature} v1a,AAAA`;
    expect(verify({ signature })).toEqual({ ok: true });
  });

  it("accepts any of several secrets, with and without prefix", () => {
    expect(verify({ secrets: [OTHER_SECRET, KNOWN.secret] })).toEqual({ ok: true });
    expect(verify({ secrets: [KNOWN.secret.slice("whsec_".length)] })).toEqual({ ok: true });
  });

  it.each(["id", "timestamp", "signature"] as const)("refuses a message without its %s", (header) => {
    expect(verify({ [header]: undefined })).toEqual({ ok: false, reason: "missing_header" });
    expect(verify({ [header]: "" })).toEqual({ ok: false, reason: "missing_header" });
  });

  it.each([...KNOWN.body.keys()])("refuses a body whose byte %i was changed", (index) => {
    const body = Buffer.from(KNOWN.body);
    body.writeUInt8((body[index] ?? 0) ^ 1, index);
    expect(verify({ body })).toEqual({ ok: false, reason: "no_matching_signature" });
  });

  it.each([
    ["v1 alone", "v1,"],
    ["its first 8 characters", KNOWN.signature.slice(0, 8)],
    ["its first 8 characters of base64", KNOWN.signature.slice(0, 11)],
    ["all but its last character", KNOWN.signature.slice(0, -1)],
    ["one character more", `${KNOWN.signature}=`],
    ["another version", KNOWN.signature.replace("v1", "v2")],
    ["no version", KNOWN.signature.slice(3)],
    ["a comma as separator", `v1,AAAA,${KNOWN.signature}`],
    ["another spelling of base64", KNOWN.signature.replace("+", "-").replace("/", "_")],
    ["text of the same length that is not ASCII", `v1,${"é".repeat(22)}`],
  ])("refuses %s", (_name, signature) => {
    expect(verify({ signature })).toEqual({ ok: false, reason: "no_matching_signature" });
  });

  it.each([
    ["hello", "malformed_timestamp"],
    ["1700000000abc", "malformed_timestamp"],
    ["-1614265330", "malformed_timestamp"],
    [" 1614265330", "malformed_timestamp"],
    ["1614265330.5", "malformed_timestamp"],
    ["1e9", "malformed_timestamp"],
    ["9".repeat(400), "malformed_timestamp"],
    [String(KNOWN.timestamp - 301), "timestamp_too_old"],
    [String(KNOWN.timestamp + 301), "timestamp_too_new"],
  ])("refuses the timestamp %s", (timestamp, reason) => {
    const signature = signMessage({ ...KNOWN, timestamp: Number(timestamp), secrets: [KNOWN.secret] });
    expect(verify({ timestamp, signature })).toEqual({ ok: false, reason });
  });

  it.each([KNOWN.timestamp - 300, KNOWN.timestamp + 300])("accepts %i, the edge of the tolerance", (timestamp) => {
    const signature = signMessage({ ...KNOWN, timestamp, secrets: [KNOWN.secret] });
    expect(verify({ timestamp: String(timestamp), signature })).toEqual({ ok: true });
  });

  it("refuses a timestamp or an id that was not signed", () => {
    expect(verify({ timestamp: String(KNOWN.timestamp + 1) })).toMatchObject({ ok: false });
    expect(verify({ id: "msg_other" })).toMatchObject({ ok: false });
  });

  it("refuses another tenant's key, and a message when there is no key at all", () => {
    expect(verify({ secrets: [OTHER_SECRET] })).toEqual({ ok: false, reason: "no_matching_signature" });
    expect(verify({ secrets: [] })).toEqual({ ok: false, reason: "no_matching_signature" });
  });

  it("looks at a bounded number of signatures", () => {
    const signature = `${"v1,AAAA ".repeat(100_000)}${KNOWN.signature}`;
    expect(verify({ signature })).toEqual({ ok: false, reason: "no_matching_signature" });
  });
});

describe("generateSigningSecret", () => {
  it("is whsec_ and 32 bytes in base64, different each time", () => {
    const [one, two] = [generateSigningSecret(), generateSigningSecret()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(one.slice("whsec_".length), "base64")).toHaveLength(32);
    expect(one).not.toBe(two);
    expect(generateSigningSecret((size) => Buffer.alloc(size))).toBe(OTHER_SECRET);
  });
});

describe("secretLast4", () => {
  it("is the last four characters before the padding", () => {
    expect(secretLast4("whsec_AAAAabcd=")).toBe("abcd");
    expect(secretLast4("whsec_AAAAabcd==")).toBe("abcd");
    expect(secretLast4("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).toBe("LaSw");
  });
});

type Change = Partial<{
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
  body: Uint8Array;
  secrets: readonly string[];
}>;

function verify(change: Change) {
  const sent = { id: KNOWN.id, timestamp: String(KNOWN.timestamp), signature: KNOWN.signature, ...change };
  return verifySignature({
    headers: { id: sent.id, timestamp: sent.timestamp, signature: sent.signature },
    body: change.body ?? KNOWN.body,
    secrets: change.secrets ?? [KNOWN.secret],
    nowSeconds: KNOWN.timestamp,
  });
}
