import { and, desc, eq, lt } from "drizzle-orm";
import { apps } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { appPage, listAppsInput } from "./schema.ts";
import { serializeApp } from "./serialize.ts";

export const listApps = operation({
  id: "app.list",
  summary: "List the tenant's apps",
  permission: "manage_webhooks",
  scope: "tenant",
  input: listAppsInput,
  output: appPage,
  audited: false,
  run: async ({ actor, tx }, { limit, cursor }) => {
    const scope = { list: "apps", tenantId: actor.tenantId };
    const rows = await tx
      .select()
      .from(apps)
      .where(
        and(
          eq(apps.tenantId, actor.tenantId),
          actor.appId === null ? undefined : eq(apps.id, actor.appId),
          cursor === undefined ? undefined : lt(apps.id, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(desc(apps.id))
      .limit(limit + 1);
    const page = toPage(rows, { limit, scope, position: (row) => row.id });
    return { data: page.rows.map(serializeApp), nextCursor: page.nextCursor };
  },
});
