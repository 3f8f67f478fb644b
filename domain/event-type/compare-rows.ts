import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import type { CheckedRow } from "./check-rows.ts";
import type { EventTypeRow } from "./serialize.ts";

type Rows = readonly Pick<CheckedRow, "name">[];

/** Those of the rows that are in the catalogue already, by name, archived ones too. */
export async function knownEventTypes(tx: Tx, app: AppContext, rows: Rows): Promise<Map<string, EventTypeRow>> {
  return byName(await named(tx, app, rows));
}

/** The same, held so that nobody else changes them meanwhile. */
export async function heldEventTypes(tx: Tx, app: AppContext, rows: Rows): Promise<Map<string, EventTypeRow>> {
  return byName(await named(tx, app, rows).for("no key update"));
}

/** Stored JSON has lost the order of its keys, so values are compared and not texts. */
export function isChanged({ description, schema, example }: CheckedRow, before: EventTypeRow | undefined): boolean {
  if (!before) return false;
  if (before.archivedAt !== null || before.description !== description || before.example !== example) return true;
  return !isDeepStrictEqual(before.schema, schema);
}

function named(tx: Tx, { tenantId, id: appId }: AppContext, rows: Rows) {
  const names = rows.map(({ name }) => name);
  return tx
    .select()
    .from(eventTypes)
    .where(and(eq(eventTypes.tenantId, tenantId), eq(eventTypes.appId, appId), inArray(eventTypes.name, names)))
    .orderBy(eventTypes.name);
}

function byName(rows: readonly EventTypeRow[]): Map<string, EventTypeRow> {
  return new Map(rows.map((row) => [row.name, row]));
}
