import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { inTenant, system } from "#db/tenant.ts";
import { storeEventsIn } from "#domain/event/store.ts";
import { formatId } from "#domain/id.ts";
import { signMessage } from "#domain/secret/signature.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createEndpoint } from "./create.ts";
import { debugSignature } from "./debug-signature.ts";
import { rotateEndpointSecret } from "./rotate-secret.ts";

ownTestDatabase();

const BODY = '{"type":"order.paid",  "data":{"total":12.50}}';

async function sentMessage() {
  const tenant = await makeTenant();
  const caller = { actor: actorIn(tenant) };
  const { id, secret } = await createEndpoint(caller, { url: "https://example.com/hooks", name: "Warehouse" });
  const till = await createEndpoint(caller, { url: "https://example.com/till", name: "Till" });
  const [event] = await inTenant(tenant.id, (tx) =>
    storeEventsIn(tx, [
      {
        tenantId: tenant.id,
        appId: tenant.appId,
        type: "order.paid",
        body: Buffer.from(BODY),
        contentType: "text/json",
      },
    ]),
  );
  if (!event) throw new Error("No event was stored.");
  const messageId = event.id.startsWith("evt_") ? event.id : formatId("evt", event.id);
  const timestamp = Math.floor(Date.now() / 1000);
  const headersBy = (...secrets: string[]) => {
    const signature = signMessage({ id: messageId, timestamp, body: Buffer.from(BODY), secrets });
    return `webhook-id: ${messageId}\nwebhook-timestamp: ${timestamp}\nwebhook-signature: ${signature}`;
  };
  return { tenant, caller, id, secret, till, headersBy };
}

const last4 = (secret: string) => secret.replace(/=+$/, "").slice(-4);

describe("a pasted message", () => {
  test("is genuine, or was changed on its way, judged by the live secret and the stored bytes", async () => {
    const { caller, id, secret, headersBy } = await sentMessage();
    const headers = headersBy(secret);
    expect(await debugSignature(caller, { id, headers, body: BODY })).toMatchObject({ cause: "genuine" });
    const rewritten = JSON.stringify(JSON.parse(BODY));
    expect(await debugSignature(caller, { id, headers, body: rewritten })).toMatchObject({
      cause: "body_changed",
      difference: { kind: "json_rewritten", sentBytes: BODY.length, seenBytes: rewritten.length },
    });
    const late = new Date(Date.now() + 3_600_000).toISOString();
    expect(await debugSignature(caller, { id, headers, body: BODY, checkedAt: late })).toMatchObject({
      cause: "clock",
    });
  });

  test("signed with an older secret names it: good in its grace, at fault after", async () => {
    const { caller, id, secret, headersBy } = await sentMessage();
    const headers = headersBy(secret);
    await rotateEndpointSecret(caller, { id, graceSeconds: 3600 });
    expect(await debugSignature(caller, { id, headers, body: BODY })).toMatchObject({ cause: "genuine" });
    await system()
      .update(signingSecrets)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(signingSecrets.last4, last4(secret)));
    expect(await debugSignature(caller, { id, headers, body: BODY })).toMatchObject({
      cause: "secret_ended",
      secret: { last4: last4(secret), endedAt: expect.any(String), endpoint: null },
    });
  });

  test("signed with another endpoint's secret names that endpoint", async () => {
    const { caller, id, till, headersBy } = await sentMessage();
    expect(await debugSignature(caller, { id, headers: headersBy(till.secret), body: BODY })).toMatchObject({
      cause: "other_endpoint",
      secret: { last4: last4(till.secret), endpoint: { id: till.id, name: "Till" } },
    });
  });

  test("of another tenant is an unknown one, whoever's secret signed it", async () => {
    const { headersBy, secret } = await sentMessage();
    const { caller, id } = await sentMessage();
    const answer = await debugSignature(caller, { id, headers: headersBy(secret), body: BODY });
    expect(answer).toMatchObject({ cause: "message_unknown", secret: null });
  });
});

test("no answer holds a secret", async () => {
  const { caller, id, secret, till, headersBy } = await sentMessage();
  const inputs = [
    { headers: headersBy(secret), body: BODY },
    { headers: headersBy(till.secret), body: BODY },
    { headers: headersBy(secret), body: BODY, receiverLast4: last4(till.secret) },
    { headers: headersBy(secret), body: "{}" },
  ];
  const answers = await Promise.all(inputs.map((input) => debugSignature(caller, { id, ...input })));
  expect(answers.map(({ cause }) => cause)).toEqual(["genuine", "other_endpoint", "receiver_secret", "body_changed"]);
  for (const one of [secret, till.secret]) {
    expect(JSON.stringify(answers)).not.toContain(one.replace("whsec_", "").slice(0, 20));
  }
});

test("refuses another tenant's endpoint, who may not manage webhooks, and bad input", async () => {
  const { tenant, caller, id, headersBy, secret } = await sentMessage();
  const input = { id, headers: headersBy(secret), body: BODY };
  const stranger = { actor: actorIn(await makeTenant()) };
  await expect(debugSignature(stranger, input)).rejects.toMatchObject({ code: "not_found" });
  const member = { actor: actorIn(tenant, { role: "member" }) };
  await expect(debugSignature(member, input)).rejects.toMatchObject({ code: "forbidden" });
  const bad = debugSignature(caller, { ...input, headers: "", receiverLast4: "abc" });
  await expect(bad).rejects.toMatchObject({ code: "invalid_request" });
  await expect(bad).rejects.toHaveProperty(
    "issues",
    ["headers", "receiverLast4"].map((path) => expect.objectContaining({ path })),
  );
});
