import { randomBytes } from "node:crypto";
import { expect, test, vi } from "vitest";
import { system } from "#db/tenant.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

ownTestDatabase();

const [key, otherKey] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];

/** The check, as a process with these master keys starts with it. */
async function processWith(masterKeys: string) {
  vi.resetModules();
  vi.stubEnv("POSTHOUSE_MASTER_KEY", masterKeys);
  const { createTenant } = await import("#domain/tenant/create.ts");
  const { requireMasterKeys } = await import("./master-key.ts");
  return { createTenant, requireMasterKeys };
}

test("a start needs every master key that stored secrets are wrapped with, and no more", async () => {
  const first = await processWith(key);
  await first.requireMasterKeys();
  await first.createTenant(system(), { slug: "acme", name: "Acme" });
  await first.requireMasterKeys();
  await (await processWith(`${otherKey},${key}`)).requireMasterKeys();
  await expect((await processWith(otherKey)).requireMasterKeys()).rejects.toThrow(/does not hold the key [0-9a-f]{16}/);
});
