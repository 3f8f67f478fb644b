import { and, asc, eq, gt, ilike, isNull, or, sql } from "drizzle-orm";
import { likePattern } from "#db/like-pattern.ts";
import { eventTypes } from "#db/schema/event.ts";
import { operation } from "#domain/call/operation.ts";
import { decodeCursor, toPage } from "#domain/cursor.ts";
import { eventTypePage, listEventTypesInput } from "./schema.ts";
import { serializeEventType } from "./serialize.ts";

/** By name, in the order of its bytes, so that pages do not depend on the database's language. */
export const listEventTypes = operation({
  id: "event_type.list",
  summary: "List the catalogue of event types",
  description: "By name. Archived ones are listed with `archived=true`.",
  permission: "manage_webhooks",
  scope: "app",
  input: listEventTypesInput,
  output: eventTypePage,
  audited: false,
  run: async ({ app, tx }, { q, archived, limit, cursor }) => {
    const scope = { list: `event_types:${app.id}`, tenantId: app.tenantId };
    const found = await tx
      .select()
      .from(eventTypes)
      .where(
        and(
          eq(eventTypes.tenantId, app.tenantId),
          eq(eventTypes.appId, app.id),
          archived ? undefined : isNull(eventTypes.archivedAt),
          q ? or(ilike(eventTypes.name, likePattern(q)), ilike(eventTypes.description, likePattern(q))) : undefined,
          cursor === undefined ? undefined : gt(byName, decodeCursor(scope, cursor)),
        ),
      )
      .orderBy(asc(byName))
      .limit(limit + 1);
    const { rows, nextCursor } = toPage(found, { limit, scope, position: (row) => row.name });
    return { data: rows.map(serializeEventType), nextCursor };
  },
});

const byName = sql`${eventTypes.name} collate "C"`;
