import { eq, sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { beforeEach, expect, test } from "vitest";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { inTenant, system } from "#db/tenant.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { activeSecrets, activeSecretsOfMany, type SecretOwner, secretSummaries } from "./active-secrets.ts";
import { createSigningSecret } from "./create.ts";
import { ACTIVE_SECRETS_MAX, rotateSigningSecret } from "./rotate.ts";
import { secretLast4, signMessage } from "./signature.ts";

ownTestDatabase();
let owner: SecretOwner;
let first: string;
beforeEach(async () => {
  const tenant = await makeTenant();
  owner = { tenantId: tenant.id, endpointId: await makeEndpointRow(tenant) };
  first = await inTenant(owner.tenantId, (tx) => createSigningSecret(tx, owner));
});

const rotate = (graceSeconds: number) => inTenant(owner.tenantId, (tx) => rotateSigningSecret(tx, owner, graceSeconds));
const active = () => activeSecrets(system(), owner.endpointId);

/** Moves every end into the past, as the database's clock would. */
async function letGraceEnd(seconds: number): Promise<void> {
  await system()
    .update(signingSecrets)
    .set({ expiresAt: sql`${signingSecrets.expiresAt} - make_interval(secs => ${seconds})` })
    .where(eq(signingSecrets.endpointId, owner.endpointId));
}

test("a secret is whsec_ and 32 random bytes, and stands nowhere in the database", async () => {
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const [row] = await system().select().from(signingSecrets).where(eq(signingSecrets.endpointId, owner.endpointId));
  expect(row?.last4).toBe(first.slice(-5, -1));
  expect(row?.encrypted.includes(first)).toBe(false);
  expect(row?.encrypted.includes(Buffer.from(first.slice(6), "base64"))).toBe(false);
});

test("during the grace both secrets sign, the new one first; then only the new one", async () => {
  const { secret, previousSecretExpiresAt } = await rotate(3600);
  expect(await active()).toEqual([secret, first]);
  expect(previousSecretExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  await letGraceEnd(3599);
  expect(await active()).toEqual([secret, first]);
  await letGraceEnd(2);
  expect(await active()).toEqual([secret]);
});

test("a receiver that knows the old secret alone is served until the grace ends, and not after", async () => {
  const receiver = new Webhook(first);
  const body = '{"type":"order.paid"}';
  const arrives = async () => {
    const [id, timestamp, secrets] = ["evt_1", Math.floor(Date.now() / 1000), await active()];
    const signature = signMessage({ id, timestamp, body: Buffer.from(body), secrets });
    const headers = { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": signature };
    return receiver.verify(body, headers);
  };
  expect(await arrives()).toEqual({ type: "order.paid" });
  await rotate(3600);
  expect(await arrives()).toEqual({ type: "order.paid" });
  await letGraceEnd(3601);
  await expect(arrives()).rejects.toThrow("No matching signature found");
});

test("a grace of 0 ends every older secret at once", async () => {
  await rotate(3600);
  const { secret, previousSecretExpiresAt } = await rotate(0);
  expect(await active()).toEqual([secret]);
  expect(previousSecretExpiresAt).toBeNull();
  expect(await summary()).toEqual({ last4: secretLast4(secret), previousSecretExpiresAt: null });
});

test("a second rotation cuts the grace of the first short, and never lengthens it", async () => {
  const second = await rotate(600);
  const third = await rotate(3600);
  expect(await active()).toEqual([third.secret, second.secret, first]);
  await letGraceEnd(601);
  expect(await active()).toEqual([third.secret, second.secret]);
  const fourth = await rotate(60);
  await letGraceEnd(61);
  expect(await active()).toEqual([fourth.secret]);
});

test("what may be shown is the newest secret's end and when the last older one ends", async () => {
  expect(await summary()).toEqual({ last4: secretLast4(first), previousSecretExpiresAt: null });
  await rotate(60);
  const { secret, previousSecretExpiresAt } = await rotate(3600);
  expect(await summary()).toEqual({ last4: secretLast4(secret), previousSecretExpiresAt });
});

test("no more secrets sign at once than a header can carry, and ended ones make room", async () => {
  for (let made = 1; made < ACTIVE_SECRETS_MAX; made++) await rotate(3600);
  await expect(rotate(3600)).rejects.toMatchObject({ code: "state_forbids" });
  await letGraceEnd(3601);
  const { secret } = await rotate(3600);
  expect(await active()).toHaveLength(2);
  expect((await active())[0]).toBe(secret);
  const kept = await system().select().from(signingSecrets).where(eq(signingSecrets.endpointId, owner.endpointId));
  expect(kept).toHaveLength(2);
});

test("many endpoints of several tenants are read at once, each with its own", async () => {
  const other = await makeTenant();
  const otherOwner = { tenantId: other.id, endpointId: await makeEndpointRow(other) };
  const otherSecret = await inTenant(other.id, (tx) => createSigningSecret(tx, otherOwner));
  const without = await makeEndpointRow(other);
  const found = await activeSecretsOfMany(system(), [owner.endpointId, otherOwner.endpointId, without]);
  expect(Object.fromEntries(found)).toEqual({
    [owner.endpointId]: [first],
    [otherOwner.endpointId]: [otherSecret],
    [without]: [],
  });
});

test("a ciphertext moved to another row does not open", async () => {
  const { secret } = await rotate(3600);
  const rows = await system().select().from(signingSecrets).where(eq(signingSecrets.endpointId, owner.endpointId));
  const [old, fresh] = [rows.find(({ expiresAt }) => expiresAt), rows.find(({ expiresAt }) => !expiresAt)];
  if (!old || !fresh) throw new Error(`There should be two secrets, the newest ${secret.length} characters long.`);
  await system().update(signingSecrets).set({ encrypted: fresh.encrypted }).where(eq(signingSecrets.id, old.id));
  await expect(active()).rejects.toThrow();
});

async function summary() {
  return (await secretSummaries(system(), [owner.endpointId])).get(owner.endpointId);
}
