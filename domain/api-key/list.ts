import { and, desc, lt } from "drizzle-orm";
import { apiKeys } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { apiKeyPage, listApiKeysInput } from "./schema.ts";
import { serializeApiKey } from "./serialize.ts";
import { withinReach } from "./within-reach.ts";

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
