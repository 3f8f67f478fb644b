import { and, eq, sql } from "drizzle-orm";
import { eventTypes } from "#db/schema/event.ts";
import { operation } from "#domain/call/operation.ts";
import { holdEventType } from "./find.ts";
import { archivedEventType, eventTypeNameInput } from "./schema.ts";
import { auditedEventType } from "./serialize.ts";

/** Takes an event type out of the catalogue without forgetting it. Endpoints keep what they subscribe to. */
export const archiveEventType = operation({
  id: "event_type.archive",
  summary: "Archive an event type",
  description: "It counts as unknown from then on. Archiving it again changes nothing.",
  permission: "manage_webhooks",
  scope: "app",
  input: eventTypeNameInput,
  output: archivedEventType,
  audited: true,
  run: async ({ app, tx, audit }, { name }) => {
    const before = await holdEventType(tx, app, name);
    const [after] = await tx
      .update(eventTypes)
      .set({ archivedAt: before.archivedAt ?? sql`now()` })
      .where(and(eq(eventTypes.appId, app.id), eq(eventTypes.name, name)))
      .returning();
    if (!after?.archivedAt) throw new Error("The event type that was held is gone.");
    const target = { type: "event_type", id: name };
    await audit({ target, before: auditedEventType(before), after: auditedEventType(after) });
    return { id: name, archivedAt: after.archivedAt.toISOString() };
  },
});
