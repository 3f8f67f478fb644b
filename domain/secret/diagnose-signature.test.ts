import { describe, expect, test } from "vitest";
import { diagnoseSignature, type KnownSecret, type SeenMessage } from "./diagnose-signature.ts";
import { generateSigningSecret, secretLast4, signMessage } from "./signature.ts";

const known = (facts: Partial<KnownSecret> = {}): KnownSecret => {
  const secret = generateSigningSecret();
  return { secret, last4: secretLast4(secret), owner: null, endedAt: null, ...facts };
};
const current = known();
const inGrace = known();
const ended = known({ endedAt: new Date("2026-01-01T00:00:00Z") });
const other = known({ owner: { id: "ep_2", name: "Till" } });
const secrets = [current, inGrace, ended, other];

const SIGNED_AT = 1_780_000_000;
const BODY = '{"type":"order.paid",\r\n "data":{"total":12.50}}';
const sentBody = Buffer.from(BODY);

function signature(by: KnownSecret[], body = BODY): string {
  const from = by.map(({ secret }) => secret);
  return signMessage({ id: "evt_1", timestamp: SIGNED_AT, body: Buffer.from(body), secrets: from });
}

type Facts = Partial<SeenMessage["headers"]> & Partial<Omit<SeenMessage, "headers" | "body">> & { body?: string };

function diagnose(facts: Facts, knowledge: { sentBody?: Buffer | null; isKnownEvent?: boolean } = {}) {
  const { id = "evt_1", timestamp = String(SIGNED_AT), body = BODY, ...rest } = facts;
  const headers = { id, timestamp, signature: "signature" in facts ? facts.signature : signature([current]) };
  const message = { headers, body: Buffer.from(body), checkedAtSeconds: null, receiverLast4: null, ...rest };
  return diagnoseSignature(message, { secrets, sentBody, isKnownEvent: true, ...knowledge });
}

describe("a message whose signature fits", () => {
  test("is genuine", () => {
    expect(diagnose({})).toEqual({ cause: "genuine" });
    expect(diagnose({}, { sentBody: null })).toEqual({ cause: "genuine" });
    expect(diagnose({ receiverLast4: current.last4 })).toEqual({ cause: "genuine" });
  });

  test("during a grace is good for who knows either secret", () => {
    const both = signature([current, inGrace]);
    expect(diagnose({ signature: both, receiverLast4: inGrace.last4 })).toEqual({ cause: "genuine" });
  });

  test("is genuine also where a text field has changed its line ends", () => {
    expect(diagnose({ body: BODY.replaceAll("\r\n", "\n") })).toEqual({ cause: "genuine" });
  });

  test("was refused by a wrong secret at the receiver, which is named when it is known", () => {
    const wrong = (receiverLast4: string) => diagnose({ receiverLast4 });
    expect(wrong(ended.last4)).toEqual({ cause: "receiver_secret", matches: ended });
    expect(wrong(other.last4)).toEqual({ cause: "receiver_secret", matches: other });
    expect(wrong("----")).toEqual({ cause: "receiver_secret", matches: null });
  });

  test.each([
    [301, { cause: "clock", aheadSeconds: 301 }],
    [-301, { cause: "clock", aheadSeconds: -301 }],
    [300, { cause: "genuine" }],
    [-300, { cause: "genuine" }],
  ])("checked %i s after it was signed", (aheadSeconds, cause) => {
    expect(diagnose({ checkedAtSeconds: SIGNED_AT + aheadSeconds })).toEqual(cause);
  });

  test("by a secret whose grace is over, or by another endpoint's, says so", () => {
    expect(diagnose({ signature: signature([ended]) })).toEqual({ cause: "secret_ended", secret: ended });
    expect(diagnose({ signature: signature([other]) })).toEqual({ cause: "other_endpoint", secret: other });
  });
});

describe("a message whose signature does not fit", () => {
  test("lost its v1, or was written in hex", () => {
    const bare = signature([current]).replace("v1,", "");
    expect(diagnose({ signature: bare })).toEqual({ cause: "version_missing" });
    const hex = Buffer.from(bare, "base64").toString("hex");
    expect(diagnose({ signature: hex })).toEqual({ cause: "version_missing" });
    expect(diagnose({ signature: bare, body: "{}" })).toEqual({ cause: "version_missing" });
  });

  test("has a changed body, with how and where", () => {
    expect(diagnose({ body: JSON.stringify(JSON.parse(BODY)) })).toEqual({
      cause: "body_changed",
      difference: { kind: "json_rewritten", firstDifferenceAt: 21, sentBytes: sentBody.length, seenBytes: 43 },
    });
  });

  test("is by an unknown secret, or of an unknown event", () => {
    const stranger = signature([known()]);
    expect(diagnose({ signature: stranger })).toEqual({ cause: "wrong_secret" });
    expect(diagnose({ signature: stranger }, { sentBody: null, isKnownEvent: false })).toEqual({
      cause: "message_unknown",
    });
    expect(diagnose({ id: "evt_2" })).toEqual({ cause: "wrong_secret" });
    expect(diagnose({ timestamp: String(SIGNED_AT + 1) })).toEqual({ cause: "wrong_secret" });
  });

  test("lacks headers, or has no unix seconds", () => {
    expect(diagnose({ signature: undefined })).toEqual({ cause: "header_missing", names: ["webhook-signature"] });
    expect(diagnose({ timestamp: `${SIGNED_AT}000` })).toEqual({ cause: "timestamp_malformed", isMilliseconds: true });
    expect(diagnose({ timestamp: "yesterday" })).toEqual({ cause: "timestamp_malformed", isMilliseconds: false });
  });
});
