import { events } from "#db/schema/event.ts";
import { formatId } from "#domain/id.ts";
import type { Event } from "./schema.ts";

/** What the wire shows of an event without its payload. */
export const eventColumns = {
  id: events.id,
  appId: events.appId,
  type: events.type,
  contentType: events.contentType,
  bodyBytes: events.bodyBytes,
  sourceId: events.sourceId,
  isSynthetic: events.isSynthetic,
  createdAt: events.createdAt,
};

export type EventRow = Pick<typeof events.$inferSelect, keyof typeof eventColumns>;

/** An event as the wire shows it. */
export function serializeEvent(row: EventRow): Event {
  return {
    object: "event",
    id: formatId("evt", row.id),
    appId: formatId("app", row.appId),
    type: row.type,
    contentType: row.contentType,
    bodyBytes: row.bodyBytes,
    sourceId: row.sourceId && formatId("src", row.sourceId),
    createdAt: row.createdAt.toISOString(),
  };
}
