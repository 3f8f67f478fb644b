import { and, eq, isNull, or, type SQL } from "drizzle-orm";
import { apiKeys } from "#db/schema/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";

/**
 * The keys that somebody who works in an app may see and revoke: the app's own and the tenant's. A caller who is
 * confined to the app sees only the app's own, since the others reach further than they do.
 */
export function withinReach(actor: Actor, appId: string): SQL | undefined {
  const own = eq(apiKeys.appId, appId);
  return and(eq(apiKeys.tenantId, actor.tenantId), actor.appId === null ? or(own, isNull(apiKeys.appId)) : own);
}
