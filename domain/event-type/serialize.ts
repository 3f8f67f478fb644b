import type { eventTypes } from "#db/schema/event.ts";
import { formatId } from "#domain/id.ts";
import type { EventType } from "./schema.ts";

export type EventTypeRow = typeof eventTypes.$inferSelect;

/** An event type as the wire shows it. */
export function serializeEventType(row: EventTypeRow): EventType {
  return {
    object: "event_type",
    id: row.name,
    appId: formatId("app", row.appId),
    name: row.name,
    description: row.description,
    schema: row.schema,
    example: row.example === null ? null : JSON.parse(row.example),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What the audit log keeps of an event type. */
export function auditedEventType({ description, schema, example, archivedAt }: EventTypeRow) {
  return { description, schema, example, archivedAt: archivedAt?.toISOString() ?? null };
}
