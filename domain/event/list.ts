import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/event.ts";
import { isKnownId } from "#domain/audit/known-id.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { notFound } from "#domain/error.ts";
import { idFloor, parseId } from "#domain/id.ts";
import { eventPage, listEventsInput } from "./schema.ts";
import { eventColumns, serializeEvent } from "./serialize.ts";

/** Needs the indexes events_app, events_type and events_source. */
export const listEvents = operation({
  id: "event.list",
  summary: "List events",
  description: "Newest first.",
  permission: "manage_webhooks",
  scope: "app",
  input: listEventsInput,
  output: eventPage,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, { type, sourceId, after, before, q, limit, cursor }) => {
    if (sourceId !== undefined) await requireKnownSource(tx, sourceId);
    const scope = { list: `events:${app.id}`, tenantId: app.tenantId };
    const found = await tx
      .select(eventColumns)
      .from(events)
      .where(
        and(
          eq(events.tenantId, app.tenantId),
          eq(events.appId, app.id),
          type ? eq(events.type, type) : undefined,
          sourceId ? eq(events.sourceId, sourceId) : undefined,
          after && gte(events.id, idFloor(after)),
          before && lt(events.id, idFloor(before)),
          q === undefined ? undefined : namedBy(q),
          cursor === undefined ? undefined : lt(events.id, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(desc(events.id))
      .limit(limit + 1);
    const { rows, nextCursor } = toPage(found, { limit, scope, position: (row) => row.id });
    return { data: rows.map(serializeEvent), nextCursor };
  },
});

/** Also one that was deleted: the events it brought stay. */
async function requireKnownSource(tx: Tx, uuid: string): Promise<void> {
  if (!(await isKnownId(tx, { prefix: "src", uuid }))) throw notFound("source");
}

function namedBy(q: string): SQL {
  const id = parseId("evt", q.trim());
  return id ? eq(events.id, id) : sql`false`;
}
