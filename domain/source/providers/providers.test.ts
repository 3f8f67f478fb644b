import { createHmac } from "node:crypto";
import { verify as verifyForGithub } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { readProof } from "../kinds.ts";
import { proofHeaders, type SignedKind, TEST_RULE } from "../test-signer.ts";
import type { HmacRule } from "../words.ts";

const NOW = 1_700_000_000;
const BODY = '{"type": "order.paid",  "id": 1}';
const SIGNING_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

// From Slack's own documentation.
const SLACK_BODY =
  "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

type Kind = { kind: SignedKind; secret: string; other: string; header: string; timestamp?: string };

const kind = (name: SignedKind, header: string, more: Partial<Kind> = {}): Kind => ({
  kind: name,
  secret: "It's a Secret to Everybody",
  other: "It's a Secret to Nobody else",
  header,
  ...more,
});

const KINDS: Kind[] = [
  kind("github", "x-hub-signature-256"),
  kind("stripe", "stripe-signature", { secret: SIGNING_KEY, other: "whsec_other0000000000000" }),
  kind("shopify", "x-shopify-hmac-sha256"),
  kind("slack", "x-slack-signature", { timestamp: "x-slack-request-timestamp" }),
  kind("standard_webhooks", "webhook-signature", {
    secret: SIGNING_KEY,
    other: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
    timestamp: "webhook-timestamp",
  }),
  kind("hmac", TEST_RULE.header),
];

type Offer = {
  headers: Record<string, string> | Headers;
  body?: string;
  secrets?: string[];
  nowSeconds?: number;
  rule?: HmacRule;
};

/** What becomes of a request: `proven`, `wrong_proof`, or why its headers say nothing. */
async function judge(
  { kind: name, secret }: Kind,
  { headers, body = BODY, secrets = [secret], nowSeconds = NOW, rule = TEST_RULE }: Offer,
): Promise<string> {
  const source = { id: "source", kind: name, rule: name === "hmac" ? rule : null, secrets: secrets.map(asStored) };
  const check = await readProof(source, new Headers(headers), nowSeconds);
  if (typeof check === "string") return check;
  return check(Buffer.from(body)) ? "proven" : "wrong_proof";
}

const asStored = (text: string) => ({ id: "secret", last4: "", bcryptHash: null, text });

const signedBy = (one: Kind, { secret = one.secret, body = BODY, nowSeconds = NOW } = {}) =>
  proofHeaders(one.kind, { secret, body, nowSeconds, id: "msg_1" });

describe.each(KINDS.map((one) => [one.kind, one] as const))("%s", (_, one) => {
  test("takes what the provider signed, with either of two secrets", async () => {
    const headers = await signedBy(one);
    expect(await judge(one, { headers })).toBe("proven");
    expect(await judge(one, { headers, secrets: [one.other, one.secret] })).toBe("proven");
  });

  test.each([
    ["one byte longer", `${BODY} `],
    ["one byte shorter", BODY.slice(0, -1)],
    ["one byte changed", BODY.replace("1", "2")],
    ["written anew", JSON.stringify(JSON.parse(BODY))],
    ["empty", ""],
  ])("refuses a body that is %s", async (_name, body) => {
    expect(await judge(one, { headers: await signedBy(one), body })).toBe("wrong_proof");
  });

  test("refuses another source's secret, one that has ended, and none", async () => {
    const headers = await signedBy(one);
    expect(await judge(one, { headers, secrets: [one.other] })).toBe("wrong_proof");
    expect(await judge(one, { headers, secrets: [] })).toBe("wrong_proof");
  });

  test("refuses headers that are missing or empty, each of them", async () => {
    const headers = await signedBy(one);
    for (const name of Object.keys(headers)) {
      const { [name]: _left, ...rest } = headers;
      expect([name, await judge(one, { headers: rest })]).toEqual([name, "missing_proof"]);
      expect([name, await judge(one, { headers: { ...rest, [name]: "" } })]).toEqual([name, "missing_proof"]);
    }
  });

  test("refuses headers that come twice, also where both are right", async () => {
    const headers = await signedBy(one);
    for (const [name, value] of Object.entries(headers)) {
      const doubled = new Headers(headers);
      doubled.append(name, value);
      expect([name, await judge(one, { headers: doubled })]).not.toEqual([name, "proven"]);
    }
  });

  test("refuses a signature that is cut, lengthened, or without its mark", async () => {
    const headers = await signedBy(one);
    const signature = headers[one.header] ?? "";
    const broken = [signature.slice(0, -1), signature.slice(0, 8), `${signature}0`, `${signature}=`, `x${signature}`];
    for (const value of broken) {
      expect([value, await judge(one, { headers: { ...headers, [one.header]: value } })]).not.toEqual([
        value,
        "proven",
      ]);
    }
  });

  test("refuses hex where base64 belongs, and the other way round", async () => {
    const headers = await signedBy(one);
    const value = recoded(headers[one.header] ?? "");
    expect(value).not.toBe(headers[one.header]);
    expect([value, await judge(one, { headers: { ...headers, [one.header]: value } })]).not.toEqual([value, "proven"]);
  });

  test("refuses every other provider's proof of the same body by the same secret", async () => {
    for (const other of KINDS.filter((candidate) => candidate.kind !== one.kind)) {
      const headers = await proofHeaders(other.kind, { secret: SIGNING_KEY, body: BODY, nowSeconds: NOW, id: "msg_1" });
      const moved = { ...headers, [one.header]: headers[other.header] ?? "" };
      for (const offered of [headers, moved]) {
        const verdict = await judge(one, { headers: offered, secrets: [SIGNING_KEY] });
        expect([other.kind, verdict]).not.toEqual([other.kind, "proven"]);
      }
    }
  });
});

describe.each(
  KINDS.filter(({ kind: name }) => /stripe|slack|standard/.test(name)).map((one) => [one.kind, one] as const),
)("%s, which signs the time", (_, one) => {
  test.each([
    [-301, "timestamp_too_old"],
    [-300, "proven"],
    [0, "proven"],
    [300, "proven"],
    [301, "timestamp_too_new"],
  ])("%i s from now: %s", async (offset, verdict) => {
    expect(await judge(one, { headers: await signedBy(one, { nowSeconds: NOW + offset }) })).toBe(verdict);
  });

  test("refuses a time that is not the signed one, or no time", async () => {
    const headers = await signedBy(one);
    const withTime = (text: string) =>
      one.timestamp
        ? { ...headers, [one.timestamp]: text }
        : { ...headers, [one.header]: (headers[one.header] ?? "").replace(/t=\d+/, `t=${text}`) };
    expect(await judge(one, { headers: withTime(String(NOW + 1)) })).toBe("wrong_proof");
    for (const text of ["hello", `${NOW}abc`, `-${NOW}`, `${NOW}.5`, `${NOW}0000`, "0x10"]) {
      expect([text, await judge(one, { headers: withTime(text) })]).toEqual([text, "malformed_timestamp"]);
    }
  });
});

describe("the providers' own examples", () => {
  const example = (name: SignedKind, secret: string) =>
    KINDS.filter((one) => one.kind === name).map((one) => ({ ...one, secret }));

  test.each([
    ...example("github", "It's a Secret to Everybody").map((one) => ({
      one,
      body: "Hello, World!",
      headers: {
        "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      },
      nowSeconds: NOW,
    })),
    ...example("shopify", "Convoy").map((one) => ({
      one,
      body: "Test Payload Body",
      headers: { "X-Shopify-Hmac-SHA256": "16FUVH58NeMcTIIOICN2UJOcPTTa4TbjCndXymGrtM8=" },
      nowSeconds: NOW,
    })),
    ...example("slack", "8f742231b10e8888abcd99yyyzzz85a5").map((one) => ({
      one,
      body: SLACK_BODY,
      headers: {
        "X-Slack-Request-Timestamp": "1531420618",
        "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      },
      nowSeconds: 1_531_420_618,
    })),
    ...example("standard_webhooks", SIGNING_KEY).map((one) => ({
      one,
      body: '{"test": 2432232314}',
      headers: {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      },
      nowSeconds: 1_614_265_330,
    })),
  ])("$one.kind", async ({ one, ...offer }) => {
    expect(await judge(one, offer)).toBe("proven");
    expect(await judge(one, { ...offer, body: `${offer.body} ` })).toBe("wrong_proof");
  });
});

describe("beside the providers' own libraries", () => {
  const BODIES = ["", "{}", BODY, "payload=%7B%7D&x=%E2%82%AC", '{"text":"\\u0000 \u{1F4EF} €"}', "\ufeff{}"];
  const SECRETS = ["secretsecret", SIGNING_KEY, "It's a Secret to Everybody"];
  const [github, stripe] = KINDS;

  test.each(BODIES)("GitHub's accepts what we accept of %j", async (body) => {
    for (const secret of SECRETS) {
      const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
      const ours =
        github && (await judge({ ...github, secret }, { headers: { "x-hub-signature-256": signature }, body }));
      // Theirs takes no empty body at all.
      if (body !== "") expect(await verifyForGithub(secret, body, signature)).toBe(true);
      expect(ours).toBe("proven");
    }
  });

  test.each(BODIES.filter(isJson))("Stripe's accepts what we accept of %j, and of several signatures", async (body) => {
    const library = new Stripe("sk_test_of_nobody").webhooks;
    const timestamp = Math.floor(Date.now() / 1000);
    for (const secret of SECRETS) {
      const good = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
      for (const list of [`v1=${good}`, `v1=${"0".repeat(64)},v1=${good}`, `v1=${good},v0=${"0".repeat(64)}`]) {
        const header = `t=${timestamp},${list}`;
        expect(() => library.constructEvent(body, header, secret)).not.toThrow();
        const offer = { headers: { "stripe-signature": header }, body, nowSeconds: timestamp };
        expect(stripe && (await judge({ ...stripe, secret }, offer))).toBe("proven");
      }
    }
  });

  test("but of two times none is Stripe's, and of no signature nothing is proven", async () => {
    const header = (await proofHeaders("stripe", { secret: SIGNING_KEY, body: BODY, nowSeconds: NOW, id: "" }))[
      "stripe-signature"
    ];
    for (const value of [
      `t=${NOW},${header}`,
      `${header},t=${NOW}`,
      `t=${NOW - 1},${header}`,
      `t=${NOW}`,
      `${header},`,
    ]) {
      const verdict = stripe && (await judge(stripe, { headers: { "stripe-signature": value } }));
      expect([value, verdict]).toEqual([value, "malformed_proof"]);
    }
  });

  test("Standard Webhooks' accepts what we accept: the good signature third of four, a secret with and without its mark", async () => {
    const standard = KINDS.find((one) => one.kind === "standard_webhooks");
    const nowSeconds = Math.floor(Date.now() / 1000);
    const good = new Webhook(SIGNING_KEY).sign("msg_2", new Date(nowSeconds * 1000), BODY);
    const bad = `v1,${Buffer.alloc(32).toString("base64")}`;
    const headers = {
      "webhook-id": "msg_2",
      "webhook-timestamp": String(nowSeconds),
      "webhook-signature": `${bad} v1a,${"A".repeat(86)}== ${good} ${bad}`,
    };
    expect(() => new Webhook(SIGNING_KEY).verify(BODY, headers)).not.toThrow();
    for (const secret of [SIGNING_KEY, SIGNING_KEY.slice("whsec_".length)]) {
      expect(standard && (await judge({ ...standard, secret }, { headers, nowSeconds }))).toBe("proven");
    }
    for (const signature of ["v1,", good.slice(0, 8), good.replace("v1", "v2"), good.slice(3)]) {
      const offer = { headers: { ...headers, "webhook-signature": signature }, nowSeconds };
      expect([signature, standard && (await judge(standard, offer))]).not.toEqual([signature, "proven"]);
    }
  });
});

test("a rule's every algorithm and encoding is taken as it is written, and no other way", async () => {
  for (const algorithm of ["sha1", "sha256", "sha512"] as const) {
    const digest = createHmac(algorithm, "secret of it").update(BODY).digest();
    const written = { hex: digest.toString("hex"), base64: digest.toString("base64") };
    for (const encoding of ["hex", "base64"] as const) {
      for (const prefix of ["", "sha=", "v1,"]) {
        const rule = { header: "x-s", algorithm, encoding, prefix };
        const one = kind("hmac", "x-s", { secret: "secret of it" });
        const verdict = (value: string) => judge(one, { headers: { "x-s": value }, rule });
        expect(await verdict(prefix + written[encoding])).toBe("proven");
        expect(await verdict(prefix + written[encoding === "hex" ? "base64" : "hex"])).toBe("malformed_proof");
        if (prefix !== "") expect(await verdict(written[encoding])).toBe("malformed_proof");
        if (encoding === "hex") expect(await verdict(prefix + written.hex.toUpperCase())).toBe("proven");
      }
    }
  }
});

/** The last run of hex or base64 in a value, written the other way. */
function recoded(value: string): string {
  const hex = /[0-9a-f]{64}$/.exec(value)?.[0];
  if (hex) return value.replace(hex, Buffer.from(hex, "hex").toString("base64"));
  const base64 = /[A-Za-z0-9+/]{40,}={0,2}$/.exec(value)?.[0] ?? "";
  return value.replace(base64, Buffer.from(base64, "base64").toString("hex"));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
