import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { apiKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { Role } from "#domain/member/words.ts";
import { insertApiKey, type NewApiKey } from "./api-key/insert.ts";
import type { Actor } from "./call/actor.ts";
import { ROLE_PERMISSIONS } from "./call/permission.ts";
import { createUser, type NewUser } from "./member/create-user.ts";
import { grantRole } from "./member/grant.ts";
import { newId } from "./new-id.ts";
import { createTenant, type NewTenant } from "./tenant/create.ts";

// What every start needs; read lazily, so setting them at import comes early enough.
process.env.POSTHOUSE_MASTER_KEY ??= randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("base64");

/** Real rows for tests. A tenant with its data key and its app `production` (`tenant.appId`). */
export async function makeTenant({ slug = `t-${newId().slice(24)}`, name = "Test tenant" } = {}): Promise<NewTenant> {
  return createTenant(system(), { slug, name });
}

export type TestUser = Omit<NewUser, "isStaff"> & { id: string };

/** A person; given `tenant`, also a member there. Only with a `password` can they sign in (hashing takes 30 ms). */
export async function makeUser({
  email = `u-${newId()}@example.com`,
  name = "Test Person",
  password = null,
  isStaff = false,
  tenant,
  role = "admin",
}: Partial<NewUser> & { tenant?: { id: string }; role?: Role } = {}): Promise<TestUser> {
  const id = await createUser(system(), { email, name, password, isStaff });
  if (tenant) await grantRole(system(), { tenantId: tenant.id, userId: id, role });
  return { id, email, name, password };
}

/** An API key of a tenant: `token` is what goes behind `Bearer`. */
export async function makeKey(
  tenant: { id: string },
  {
    permissions = ["manage_webhooks"],
    appId = null,
    expiresAt = null,
    revokedAt = null,
  }: Partial<Pick<NewApiKey, "permissions" | "appId" | "expiresAt">> & { revokedAt?: Date | null } = {},
): Promise<{ id: string; token: string }> {
  const facts = { tenantId: tenant.id, appId, name: "Test key", permissions, expiresAt };
  const { row, token } = await insertApiKey(system(), facts);
  if (revokedAt) await system().update(apiKeys).set({ revokedAt }).where(eq(apiKeys.id, row.id));
  return { id: row.id, token };
}

/** An actor in a tenant without any rows behind them: a person with a role's permissions unless told otherwise. */
export function actorIn(
  tenant: { id: string },
  { role = "admin", ...facts }: { role?: Role } & Partial<Actor> = {},
): Actor {
  return {
    type: "user",
    id: newId(),
    name: "Test Person",
    tenantId: tenant.id,
    appId: null,
    permissions: ROLE_PERMISSIONS[role],
    ip: "192.0.2.1",
    requestId: newId(),
    ...facts,
  };
}
