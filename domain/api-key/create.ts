import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apiKeys, apps } from "#db/schema/tenant.ts";
import { type Actor, mayDo } from "#domain/call/actor.ts";
import { operation } from "#domain/call/operation.ts";
import { systemClock } from "#domain/clock.ts";
import { DomainError, invalidField, notFound } from "#domain/error.ts";
import { insertApiKey } from "./insert.ts";
import { apiKeyWithKey, createApiKeyInput } from "./schema.ts";
import { serializeApiKey } from "./serialize.ts";
import type { KeyPermission } from "./words.ts";

export const createApiKey = operation({
  id: "api_key.create",
  summary: "Create an API key",
  description: "The answer is the only place where the key is shown. It can do no more than who creates it.",
  permission: "manage_webhooks",
  scope: "app",
  input: createApiKeyInput,
  output: apiKeyWithKey,
  audited: true,
  idempotent: true,
  run: async ({ actor, tx, audit }, input) => {
    const { row, token } = await insertApiKey(tx, {
      tenantId: actor.tenantId,
      name: input.name,
      permissions: allowedPermissions(actor, input.permissions),
      appId: await allowedApp(tx, actor, input.appId),
      expiresAt: await allowedExpiry(tx, actor, { wanted: input.expiresAt, now: systemClock() }),
    });
    const made = serializeApiKey(row);
    await audit({ target: { type: "api_key", id: made.id }, after: made });
    return { ...made, key: token };
  },
});

/** No key may do, reach or outlast more than who makes it. These three say so; each throws a refusal. */

function allowedPermissions(actor: Actor, wanted: readonly KeyPermission[]): readonly KeyPermission[] {
  // A stay in support mode ends after an hour, and a key made in it would not.
  if (actor.type === "staff") {
    throw new DomainError("forbidden", "A key would outlast support mode. Ask one of the tenant's admins to make it.");
  }
  const missing = wanted.find((permission) => !mayDo(actor, permission));
  if (missing === undefined) return wanted;
  throw new DomainError("forbidden", `You do not have the permission ${missing} yourself.`);
}

/** The app a new key is for: null is every app of the tenant. Another tenant's app is not found. */
async function allowedApp(tx: Tx, actor: Actor, wanted: string | null | undefined): Promise<string | null> {
  const appId = wanted === undefined ? actor.appId : wanted;
  if (actor.appId !== null && appId !== actor.appId) {
    throw new DomainError("forbidden", "This API key is for one app and can only make keys for that one.");
  }
  if (appId === null) return null;
  const [app] = await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.tenantId, actor.tenantId), eq(apps.id, appId)));
  if (!app) throw notFound("app");
  return app.id;
}

/** When a new key ends; one that a key makes ends no later than that key. */
async function allowedExpiry(
  tx: Tx,
  actor: Actor,
  { wanted, now }: { wanted: Date | null | undefined; now: Date },
): Promise<Date | null> {
  if (wanted && wanted.getTime() <= now.getTime()) throw invalidField("expiresAt", "Must lie in the future");
  const latest = await creatorsExpiry(tx, actor);
  const expiresAt = wanted === undefined ? latest : wanted;
  if (latest === null || (expiresAt !== null && expiresAt.getTime() <= latest.getTime())) return expiresAt;
  throw invalidField("expiresAt", `Must not be after ${latest.toISOString()}, when the key that makes it expires`);
}

async function creatorsExpiry(tx: Tx, actor: Actor): Promise<Date | null> {
  if (actor.type !== "key" || actor.id === null) return null;
  const [creator] = await tx
    .select({ expiresAt: apiKeys.expiresAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, actor.tenantId), eq(apiKeys.id, actor.id)));
  return creator?.expiresAt ?? null;
}
