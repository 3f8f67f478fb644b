import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { newId } from "#domain/new-id.ts";
import { activeSecrets } from "#domain/secret/active-secrets.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { getEndpoint } from "./get.ts";
import { rotateEndpointSecret } from "./rotate-secret.ts";
import { makeEndpoint } from "./test-factory.ts";

ownTestDatabase();
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  actor = actorIn(await makeTenant());
});

test("the new secret is answered once, and the old one signs on for a day", async () => {
  const { id, uuid, secret: old } = await makeEndpoint(actor);
  const { secret, previousSecretExpiresAt } = await rotateEndpointSecret({ actor }, { id });
  const untilEnd = Date.parse(previousSecretExpiresAt ?? "") - Date.now();
  expect(Math.abs(untilEnd - 86_400_000)).toBeLessThan(60_000);
  expect(await activeSecrets(system(), uuid)).toEqual([secret, old]);
  const endpoint = await getEndpoint({ actor }, { id });
  expect(endpoint).toMatchObject({ signingSecretLast4: secret.slice(-5, -1), previousSecretExpiresAt });
  expect(JSON.stringify(endpoint)).not.toContain(secret.slice(6));
});

test("a grace of 0 leaves the new secret alone", async () => {
  const { id, uuid } = await makeEndpoint(actor);
  const { secret, previousSecretExpiresAt } = await rotateEndpointSecret({ actor }, { id, graceSeconds: 0 });
  expect(previousSecretExpiresAt).toBeNull();
  expect(await activeSecrets(system(), uuid)).toEqual([secret]);
});

test("the audit log says that it was rotated, and holds neither secret", async () => {
  const { id, secret: old } = await makeEndpoint(actor);
  const { secret } = await rotateEndpointSecret({ actor }, { id, graceSeconds: 60 });
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entries.find(({ action }) => action === "endpoint.rotate_secret")).toMatchObject({
    before: { signingSecretLast4: old.slice(-5, -1) },
    after: { signingSecretLast4: secret.slice(-5, -1), graceSeconds: 60 },
  });
  for (const one of [old, secret]) expect(JSON.stringify(entries)).not.toContain(one.slice(6));
});

test("the same Idempotency-Key rotates once", async () => {
  const { id, uuid } = await makeEndpoint(actor);
  const caller = { actor, idempotencyKey: newId() };
  const first = await rotateEndpointSecret(caller, { id });
  expect(await rotateEndpointSecret(caller, { id })).toEqual(first);
  expect(await activeSecrets(system(), uuid)).toHaveLength(2);
});

test("rotations at once leave one newest secret", async () => {
  const { id, uuid } = await makeEndpoint(actor);
  await Promise.all([1, 2, 3, 4, 5].map(() => rotateEndpointSecret({ actor }, { id })));
  const rows = await system().select().from(signingSecrets).where(eq(signingSecrets.endpointId, uuid));
  expect(rows).toHaveLength(6);
  expect(rows.filter(({ expiresAt }) => expiresAt === null)).toHaveLength(1);
});

test.each([-1, 604_801, 1.5, "60", null])("refuses a grace of %s seconds", async (graceSeconds) => {
  const { id, uuid } = await makeEndpoint(actor);
  const refused = rotateEndpointSecret.invoke({ actor }, () => ({ id, graceSeconds }));
  await expect(refused).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "graceSeconds" }] });
  expect(await activeSecrets(system(), uuid)).toHaveLength(1);
});
