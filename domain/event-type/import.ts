import { setImmediate as breathe } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import { type AppContext, holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError, type Issue } from "#domain/error.ts";
import { requireFreeSlots } from "./catalogue-limit.ts";
import { checkedDocuments, type JsonSchema } from "./json-schema.ts";
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
    await holdApp(tx, app.id);
    const before = byName(await named(tx, app, rows).for("no key update"));
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

async function writeRows(tx: Tx, { tenantId, id: appId }: AppContext, rows: readonly CheckedRow[]) {
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

type Row = { name: string; description: string; schema: JsonSchema | null; example: Record<string, unknown> | null };

/** An event type whose schema and example have been found sound; `example` is the JSON text to keep. */
export type CheckedRow = Omit<Row, "example"> & { example: string | null };

/** Long enough for any honest list; compiling schemas holds up whoever else the process serves. */
const CHECK_MS_MAX = 15_000;
const ISSUES_MAX = 50;

/** Checks every row's schema and example, others' requests going on between them. Refuses with each row's issues. */
export async function checkRows(rows: readonly Row[], now = () => performance.now()): Promise<CheckedRow[]> {
  const startedAtMs = now();
  const checked: CheckedRow[] = [];
  const issues: Issue[] = [];
  for (const [at, row] of rows.entries()) {
    if (now() - startedAtMs > CHECK_MS_MAX) throw tooSlow(at);
    const result = checkRow(row);
    if (result instanceof DomainError) issues.push(...issuesOf(result, `eventTypes.${at}`));
    else checked.push(result);
    await breathe();
  }
  if (issues.length === 0) return checked;
  throw new DomainError("invalid_request", "Correct these event types; none was imported.", {
    issues: issues.slice(0, ISSUES_MAX),
  });
}

function checkRow(row: Row): CheckedRow | DomainError {
  try {
    return { ...row, ...checkedDocuments(row.name, row) };
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

function issuesOf({ issues, message }: DomainError, place: string): Issue[] {
  return (issues ?? [{ path: "", message }]).map((issue) => ({
    path: issue.path ? `${place}.${issue.path}` : place,
    message: issue.message,
  }));
}

function tooSlow(at: number): DomainError {
  const message = `Checking the schemas up to here took over ${CHECK_MS_MAX / 1000} s. Make them simpler, or import fewer at once`;
  return new DomainError("invalid_request", `${message}.`, { issues: [{ path: `eventTypes.${at}`, message }] });
}

type Rows = readonly Pick<CheckedRow, "name">[];

/** Those of the rows that are in the catalogue already, by name, archived ones too. */
export async function knownEventTypes(tx: Tx, app: AppContext, rows: Rows): Promise<Map<string, EventTypeRow>> {
  return byName(await named(tx, app, rows));
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
