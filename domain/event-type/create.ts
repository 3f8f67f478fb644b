import { eventTypes } from "#db/schema/event.ts";
import { holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { requireFreeSlots } from "./catalogue-limit.ts";
import { checkedDocuments } from "./json-schema.ts";
import { createEventTypeInput, eventType } from "./schema.ts";
import { auditedEventType, serializeEventType } from "./serialize.ts";

export const createEventType = operation({
  id: "event_type.create",
  summary: "Add an event type to the catalogue",
  permission: "manage_webhooks",
  scope: "app",
  input: createEventTypeInput,
  output: eventType,
  audited: true,
  idempotent: true,
  refusals: ["conflict", "state_forbids"],
  run: async ({ app, tx, audit }, { name, description, schema, example }) => {
    const documents = checkedDocuments(name, { schema, example });
    await holdApp(tx, app.id);
    await requireFreeSlots(tx, app, 1);
    const [row] = await tx
      .insert(eventTypes)
      .values({ tenantId: app.tenantId, appId: app.id, name, description, ...documents })
      .onConflictDoNothing()
      .returning();
    if (!row)
      throw new DomainError("conflict", `${name} is in the catalogue already, or archived there. Change it instead.`);
    await audit({ target: { type: "event_type", id: name }, after: auditedEventType(row) });
    return serializeEventType(row);
  },
});
