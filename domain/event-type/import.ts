import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { holdCatalogue, requireFreeSlots } from "./catalogue-limit.ts";
import { type CheckedRow, checkRows } from "./check-rows.ts";
import { heldEventTypes, isChanged } from "./compare-rows.ts";
import { importEventTypesInput, importedEventTypes } from "./schema.ts";
import { auditedEventType, type EventTypeRow } from "./serialize.ts";

export const importEventTypes = operation({
  id: "event_type.import",
  summary: "Import a list of event types",
  description:
    "All or none. Each one given becomes exactly what the list says: one that is not in the catalogue is added, one that " +
    "is there is replaced (what is left out becomes empty), one that was archived comes back. Those that the list does " +
    "not name stay as they are, so importing the same list again changes nothing.",
  permission: "manage_webhooks",
  scope: "app",
  input: importEventTypesInput,
  output: importedEventTypes,
  audited: true,
  idempotent: true,
  refusals: ["state_forbids"],
  outside: (_, { eventTypes: rows }) => checkRows(rows),
  run: async ({ app, tx, audit, outside: rows }) => {
    await holdCatalogue(tx, app);
    const before = await heldEventTypes(tx, app, rows);
    const fresh = rows.filter(({ name }) => !before.has(name));
    const changed = rows.filter((row) => isChanged(row, before.get(row.name)));
    await requireFreeSlots(tx, app, fresh.length);
    const written = await writeRows(tx, app, [...fresh, ...changed]);
    const counts = { created: fresh.length, updated: changed.length, unchanged: rows.length - written.length };
    await audit({ target: { type: "event_type", id: null }, after: counts });
    for (const row of written) {
      const old = before.get(row.name);
      const target = { type: "event_type", id: row.name };
      await audit({ target, before: old && auditedEventType(old), after: auditedEventType(row) });
    }
    return counts;
  },
});

async function writeRows(
  tx: Tx,
  { tenantId, id: appId }: AppContext,
  rows: readonly CheckedRow[],
): Promise<EventTypeRow[]> {
  if (rows.length === 0) return [];
  return tx
    .insert(eventTypes)
    .values(
      rows.map(({ name, description, schema, example }) => ({ tenantId, appId, name, description, schema, example })),
    )
    .onConflictDoUpdate({
      target: [eventTypes.appId, eventTypes.name],
      set: {
        description: sql`excluded.description`,
        schema: sql`excluded.schema`,
        example: sql`excluded.example`,
        archivedAt: null,
        updatedAt: sql`now()`,
      },
    })
    .returning();
}
