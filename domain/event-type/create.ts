import { count, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import { apps } from "#db/schema/tenant.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { DomainError } from "#domain/error.ts";
import { operation } from "#domain/operation.ts";
import { checkedDocuments } from "./documents.ts";
import { createEventTypeInput, eventType } from "./schema.ts";
import { auditedEventType, serializeEventType } from "./serialize.ts";

export const EVENT_TYPES_PER_APP_MAX = 2000;

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
    await refuseTooMany(tx, app);
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

/** The app's row is held, so that two creates at once cannot both be the last that fits. */
async function refuseTooMany(tx: Tx, { id }: AppContext): Promise<void> {
  await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, id)).for("no key update");
  const [row] = await tx.select({ there: count() }).from(eventTypes).where(eq(eventTypes.appId, id));
  if ((row?.there ?? 0) < EVENT_TYPES_PER_APP_MAX) return;
  throw new DomainError("state_forbids", `An app can have at most ${EVENT_TYPES_PER_APP_MAX} event types.`);
}
