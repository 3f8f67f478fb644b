import { and, eq, sql } from "drizzle-orm";
import { eventTypes } from "#db/schema/event.ts";
import { operation } from "#domain/call/operation.ts";
import { holdEventType } from "./find.ts";
import { checkedDocuments } from "./json-schema.ts";
import { eventType, updateEventTypeInput } from "./schema.ts";
import { auditedEventType, type EventTypeRow, serializeEventType } from "./serialize.ts";

export const updateEventType = operation({
  id: "event_type.update",
  summary: "Change an event type",
  description: "What is left out stays as it is. `archived: false` brings an archived one back.",
  permission: "manage_webhooks",
  scope: "app",
  input: updateEventTypeInput,
  output: eventType,
  audited: true,
  run: async ({ app, tx, audit }, { name, archived, ...change }) => {
    const before = await holdEventType(tx, app, name);
    const documents = checkedDocuments(name, {
      schema: change.schema === undefined ? before.schema : change.schema,
      example: change.example === undefined ? serializeEventType(before).example : change.example,
    });
    const [after] = await tx
      .update(eventTypes)
      .set({
        ...documents,
        description: change.description ?? before.description,
        archivedAt: archivedSince(before, archived),
        updatedAt: sql`now()`,
      })
      .where(and(eq(eventTypes.appId, app.id), eq(eventTypes.name, name)))
      .returning();
    if (!after) throw new Error("The event type that was held is gone.");
    const target = { type: "event_type", id: name };
    await audit({ target, before: auditedEventType(before), after: auditedEventType(after) });
    return serializeEventType(after);
  },
});

function archivedSince({ archivedAt }: EventTypeRow, archived: boolean | undefined) {
  if (archived === undefined) return archivedAt;
  return archived ? (archivedAt ?? sql`now()`) : null;
}
