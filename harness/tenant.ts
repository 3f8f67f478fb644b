import { randomBytes } from "node:crypto";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { createTenant } from "#domain/tenant/create.ts";
import { RECEIVER_SETTINGS } from "./receiver.ts";

// One for all runs: a process reads its settings once.
export const masterKey = randomBytes(32).toString("base64");

/** What this process needs to make tenants and endpoints of the receivers, as the operations read it. */
export function setSettings(): void {
  Object.assign(process.env, RECEIVER_SETTINGS, { POSTHOUSE_MASTER_KEY: masterKey, NEXTAUTH_SECRET: masterKey });
}

/** A tenant to put under load: its uuids, who manages it, and the token of a key that may send events. */
export async function makeLoadTenant(slug: string) {
  const { id, appId } = await createTenant(system(), { slug, name: `Tenant ${slug}` });
  const key = { tenantId: id, appId: null, name: "Load", permissions: ["send_events"], expiresAt: null } as const;
  const { token } = await insertApiKey(system(), key);
  return { id, appId, token, actor: systemActor(id, { name: "Load", permissions: ["manage_webhooks"] }) };
}
