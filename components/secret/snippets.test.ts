import { beforeAll, describe, expect, it, vi } from "vitest";
import { generateSigningSecret, signMessage } from "#domain/secret/signature.ts";
import { NODE_SNIPPET } from "./snippet/node.ts";
import { SNIPPETS } from "./snippets.ts";

describe("the Node snippet, run as it is shown", () => {
  const secret = generateSigningSecret();
  const body = Buffer.from('{"type":"order.paid","note":"ünïcode"}');
  const nowSeconds = Math.floor(Date.now() / 1000);
  let isFromPosthouse: (headers: Record<string, string>, body: Buffer) => boolean;

  beforeAll(async () => {
    vi.stubEnv("POSTHOUSE_SECRET", secret);
    ({ isFromPosthouse } = await import(`data:text/javascript,${encodeURIComponent(NODE_SNIPPET)}`));
  });

  const headersOf = (timestamp: number, secrets: string[]) => ({
    "webhook-id": "evt_1",
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signMessage({ id: "evt_1", timestamp, body, secrets }),
  });

  it("takes what Posthouse signs, also during a rotation's grace", () => {
    expect(isFromPosthouse(headersOf(nowSeconds, [secret]), body)).toBe(true);
    expect(isFromPosthouse(headersOf(nowSeconds, [generateSigningSecret(), secret]), body)).toBe(true);
  });

  it("refuses another secret, a changed body, and other versions and lengths of a signature", () => {
    const headers = headersOf(nowSeconds, [secret]);
    const value = headers["webhook-signature"].slice(3);
    expect(isFromPosthouse(headersOf(nowSeconds, [generateSigningSecret()]), body)).toBe(false);
    expect(isFromPosthouse(headers, Buffer.from(`${body} `))).toBe(false);
    for (const signature of ["", "v1", "v1,", `v2,${value}`, value, `v1,${value.slice(0, 8)}`]) {
      expect(isFromPosthouse({ ...headers, "webhook-signature": signature }, body)).toBe(false);
    }
  });

  it("refuses messages older or newer than five minutes, and times that are none", () => {
    expect(isFromPosthouse(headersOf(nowSeconds - 310, [secret]), body)).toBe(false);
    expect(isFromPosthouse(headersOf(nowSeconds + 310, [secret]), body)).toBe(false);
    const headers = headersOf(nowSeconds, [secret]);
    for (const timestamp of ["", "hello", `${nowSeconds}abc`, "-1"]) {
      expect(isFromPosthouse({ ...headers, "webhook-timestamp": timestamp }, body)).toBe(false);
    }
  });
});

describe("every snippet", () => {
  it.each(SNIPPETS)("in $label reads the secret from the environment and compares in constant time", ({ code }) => {
    expect(code).toContain("POSTHOUSE_SECRET");
    expect(code).toMatch(/300|5\*time\.Minute/);
    expect(code).toMatch(
      /timingSafeEqual|compare_digest|hmac\.Equal|secure_compare|hash_equals|MessageDigest\.isEqual/,
    );
  });
});
