import { and, desc, eq, lt } from "drizzle-orm";
import { replays } from "#db/schema/delivery.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { listReplaysInput, replayPage } from "./schema.ts";
import { serializeReplay } from "./serialize.ts";

export const listReplays = operation({
  id: "replay.list",
  summary: "List bulk replays",
  description: "Newest first, with their progress.",
  permission: "manage_webhooks",
  scope: "app",
  input: listReplaysInput,
  output: replayPage,
  audited: false,
  run: async ({ app, tx }, { limit, cursor }) => {
    const scope = { list: `replays:${app.id}`, tenantId: app.tenantId };
    const below = cursor === undefined ? undefined : lt(replays.id, decodeCursor(scope, cursor));
    const found = await tx
      .select()
      .from(replays)
      .where(and(eq(replays.tenantId, app.tenantId), eq(replays.appId, app.id), below))
      .orderBy(desc(replays.id))
      .limit(limit + 1);
    const { rows, nextCursor } = toPage(found, { limit, scope, position: (row) => row.id });
    return { data: rows.map(serializeReplay), nextCursor };
  },
});
