import { and, desc, eq, isNull, lt, or, type SQL } from "drizzle-orm";
import { apiKeys } from "#db/schema/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { apiKeyPage, listApiKeysInput } from "./schema.ts";
import { serializeApiKey } from "./serialize.ts";

export const listApiKeys = operation({
  id: "api_key.list",
  summary: "List the API keys that are good in an app",
  description:
    "Its own and those for the whole tenant, revoked and expired ones too. The keys themselves are never shown.",
  permission: "manage_webhooks",
  scope: "app",
  input: listApiKeysInput,
  output: apiKeyPage,
  audited: false,
  run: async ({ actor, app, tx }, { limit, cursor }) => {
    const scope = { list: `api-keys:${app.id}`, tenantId: actor.tenantId };
    const after = cursor === undefined ? undefined : lt(apiKeys.id, decodeCursor(scope, cursor));
    const rows = await tx
      .select()
      .from(apiKeys)
      .where(and(withinReach(actor, app.id), after))
      .orderBy(desc(apiKeys.id))
      .limit(limit + 1);
    const page = toPage(rows, { limit, scope, position: (row) => row.id });
    return { data: page.rows.map(serializeApiKey), nextCursor: page.nextCursor };
  },
});

/**
 * The keys that somebody who works in an app may see and revoke: the app's own and the tenant's. A caller who is
 * confined to the app sees only the app's own, since the others reach further than they do.
 */
export function withinReach(actor: Actor, appId: string): SQL | undefined {
  const own = eq(apiKeys.appId, appId);
  return and(eq(apiKeys.tenantId, actor.tenantId), actor.appId === null ? or(own, isNull(apiKeys.appId)) : own);
}
