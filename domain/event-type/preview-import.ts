import { operation } from "#domain/call/operation.ts";
import { type CheckedRow, checkRows, isChanged, knownEventTypes } from "./import.ts";
import { importEventTypesInput, type PreviewedEventType, previewedEventTypes } from "./schema.ts";
import type { EventTypeRow } from "./serialize.ts";

/** For the page that imports: what `importEventTypes` refuses is refused here too, and nothing is written. */
export const previewEventTypeImport = operation({
  id: "event_type.preview_import",
  summary: "Say what an import of event types would do",
  permission: "manage_webhooks",
  scope: "app",
  input: importEventTypesInput,
  output: previewedEventTypes,
  audited: false,
  outside: (_, { eventTypes: rows }) => checkRows(rows),
  run: async ({ app, tx, outside: rows }) => {
    const before = await knownEventTypes(tx, app, rows);
    return { data: rows.map((row) => previewOf(row, before.get(row.name))) };
  },
});

function previewOf(row: CheckedRow, before: EventTypeRow | undefined): PreviewedEventType {
  return { name: row.name, effect: effectOn(row, before), emptied: before ? emptiedBy(row, before) : [] };
}

function effectOn(row: CheckedRow, before: EventTypeRow | undefined): PreviewedEventType["effect"] {
  if (!before) return "created";
  if (before.archivedAt !== null) return "restored";
  return isChanged(row, before) ? "updated" : "unchanged";
}

function emptiedBy(row: CheckedRow, before: EventTypeRow): PreviewedEventType["emptied"] {
  return (["description", "schema", "example"] as const).filter((field) => isSet(before[field]) && !isSet(row[field]));
}

function isSet(value: unknown): boolean {
  return value !== null && value !== "";
}
