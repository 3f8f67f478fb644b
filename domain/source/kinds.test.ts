import { describe, expect, test } from "vitest";
import { eventTypeName } from "#domain/event-type/schema.ts";
import { readBodyFacts } from "#http/door/source.ts";
import { deliveryIdOf, eventTypeOf } from "./kinds.ts";
import type { VerificationKind } from "./words.ts";

type Case = { kind: VerificationKind; headers?: Record<string, string>; body?: string | object; form?: boolean };

function proven({ kind, headers = {}, body = {}, form = false }: Case) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const contentType = form ? "application/x-www-form-urlencoded" : "application/json";
  return { kind, headers: new Headers(headers), facts: readBodyFacts(Buffer.from(text), contentType) };
}

const CASES: [string, Case][] = [
  ["github.push", { kind: "github", headers: { "x-github-event": "push" } }],
  ["github.issues.opened", { kind: "github", headers: { "x-github-event": "issues" }, body: { action: "opened" } }],
  [
    "github.pull_request.synchronize",
    {
      kind: "github",
      headers: { "x-github-event": "pull_request" },
      body: "payload=%7B%22action%22%3A%22synchronize%22%7D",
      form: true,
    },
  ],
  ["github.ping", { kind: "github", headers: { "x-github-event": "ping" }, body: { action: 7 } }],
  ["order.paid", { kind: "github", body: { type: "order.paid" } }],
  ["stripe.invoice.payment_succeeded", { kind: "stripe", body: { type: "invoice.payment_succeeded" } }],
  ["stripe.v2.core.event", { kind: "stripe", body: { type: "v2.core.event" } }],
  ["shopify.orders.create", { kind: "shopify", headers: { "x-shopify-topic": "orders/create" } }],
  ["shopify.app.uninstalled", { kind: "shopify", headers: { "x-shopify-topic": "app/uninstalled" }, body: "no JSON" }],
  ["slack.app_mention", { kind: "slack", body: { type: "event_callback", event: { type: "app_mention" } } }],
  ["slack.app_rate_limited", { kind: "slack", body: { type: "app_rate_limited" } }],
  [
    "slack.block_actions",
    { kind: "slack", body: `payload=${encodeURIComponent('{"type":"block_actions"}')}`, form: true },
  ],
  ["order.paid", { kind: "token", body: { type: "order.paid" } }],
  ["order.paid", { kind: "hmac", body: { type: "order.paid" } }],
  ["order.paid", { kind: "standard_webhooks", body: { type: "order.paid" } }],
  ["order.paid", { kind: "token", body: "type=order.paid&n=1", form: true }],
  ["com.acme.order_v2.paid", { kind: "hmac", body: { type: "com.acme/order-v2.paid".replace("/", ".") } }],
  ["a_b.c", { kind: "hmac", body: { type: "a b..c." } }],
];

describe("the type of what arrives", () => {
  test.each(CASES)("%s", (type, one) => {
    expect(eventTypeOf(proven(one), "fallback.type")).toBe(type);
    expect(eventTypeName.safeParse(type).success).toBe(true);
  });

  test.each<Case>([
    { kind: "token" },
    { kind: "token", body: [1] },
    { kind: "token", body: { type: 7 } },
    { kind: "token", body: { type: "" } },
    { kind: "token", body: { type: "..." } },
    { kind: "token", body: { type: "x".repeat(129) } },
    { kind: "token", body: '{"type":' },
    { kind: "token", body: '{"__proto__":{"type":"a.b"}}' },
    { kind: "token", body: "[".repeat(100_000) },
    { kind: "stripe", body: { type: null } },
    { kind: "slack", body: "command=%2Fdeploy&text=now", form: true },
    { kind: "github", body: "payload=%7Bbroken", form: true },
    { kind: "github", headers: { "x-github-event": "x".repeat(5000) } },
  ])("is the source's own where the request names none: %j", (one) => {
    expect(eventTypeOf(proven(one), "fallback.type")).toBe("fallback.type");
    expect(eventTypeOf(proven(one), null)).toBe("source.received");
  });
});

describe("a provider's id", () => {
  test.each<[string | null, Case]>([
    ["d1", { kind: "github", headers: { "x-github-delivery": "d1", "webhook-id": "other" } }],
    ["evt_1", { kind: "stripe", body: { id: "evt_1" } }],
    ["w1", { kind: "shopify", headers: { "x-shopify-webhook-id": "w1", "x-shopify-event-id": "shared" } }],
    ["Ev1", { kind: "slack", body: { event_id: "Ev1" } }],
    ["msg_1", { kind: "standard_webhooks", headers: { "webhook-id": "msg_1" } }],
    ["w2", { kind: "token", headers: { "webhook-id": "w2", "idempotency-key": "k" } }],
    ["k", { kind: "hmac", headers: { "idempotency-key": "k" } }],
    [null, { kind: "github" }],
    [null, { kind: "stripe", body: { id: 7 } }],
    [null, { kind: "stripe", body: { id: "" } }],
    [null, { kind: "slack", body: "no JSON" }],
  ])("%s", (id, one) => {
    expect(deliveryIdOf(proven(one))).toBe(id);
  });

  test("that is long or strange is kept as a digest, another for every other id", () => {
    const ids = ["x".repeat(201), "x".repeat(202), "a\u0000b", "\ud800", "with space"].map((id) =>
      deliveryIdOf({ ...proven({ kind: "stripe" }), facts: { id } }),
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^sha256:[\w-]{43}$/);
  });
});
