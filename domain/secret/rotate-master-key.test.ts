import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { tenantKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

ownTestDatabase();

const [oldKey, newKey] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];

/** The domain as a process with these master keys knows it: nothing read or unwrapped before. */
async function processWith(masterKeys: string) {
  vi.resetModules();
  vi.stubEnv("POSTHOUSE_MASTER_KEY", masterKeys);
  const { createTenant } = await import("#domain/tenant/create.ts");
  const { decrypt, encrypt } = await import("./envelope.ts");
  const { rotateMasterKey } = await import("./rotate-master-key.ts");
  return { createTenant, decrypt, encrypt, rotateMasterKey };
}

test("after rotating, the new master key alone opens every secret, and the old one none", async () => {
  const before = await processWith(oldKey);
  const tenant = await before.createTenant(system(), { slug: "acme", name: "Acme" });
  const place = { tenantId: tenant.id, row: "row", column: "signing_secrets.encrypted" };
  const ciphertext = await before.encrypt(system(), place, "whsec_canary");

  const during = await processWith(`${newKey},${oldKey}`);
  expect(await during.rotateMasterKey()).toMatchObject({ rewrapped: 1 });
  expect(await during.rotateMasterKey()).toMatchObject({ rewrapped: 0 });

  const after = await processWith(newKey);
  expect(await after.decrypt(system(), place, ciphertext)).toBe("whsec_canary");
  const behind = await processWith(oldKey);
  await expect(behind.decrypt(system(), place, ciphertext)).rejects.toThrow(/does not hold the key/);
});

test("refuses to go on without the key that the secrets are wrapped with, and changes nothing", async () => {
  const stored = await system().select().from(tenantKeys);
  const stranger = await processWith(randomBytes(32).toString("base64"));
  await expect(stranger.rotateMasterKey()).rejects.toThrow(/does not hold the key/);
  expect(await system().select().from(tenantKeys)).toEqual(stored);
});
