import type { Act, ActionWords } from "#domain/audit/rule/action-words.ts";

/** The most a schema, an example or a test's payload may take up as JSON text, in characters. */
export const DOCUMENT_LENGTH_MAX = 64 * 1024;

/** The most event types one import may name. */
export const IMPORT_ROWS_MAX = 500;

/** Names that the catalogue's own paths take away: `/event-types/import` of the API, `/event-types/new` of the dashboard. */
export const TAKEN_NAMES: readonly string[] = ["import", "new"];

export const EVENT_TYPE_AUDIT = {
  "event_type.create": { label: "Event type added", sentence: ({ target }) => `added the event type ${target}` },
  "event_type.update": { label: "Event type changed", sentence: updated },
  "event_type.archive": { label: "Event type archived", sentence: ({ target }) => `archived the event type ${target}` },
  "event_type.import": { label: "Event types imported", sentence: imported },
} satisfies Record<string, ActionWords>;

function updated(act: Act): string {
  const { target, before, after, say } = act;
  const isBack = "archivedAt" in before && before.archivedAt !== null && after.archivedAt === null;
  return isBack ? `brought back the event type ${target}` : `changed ${say.changes(act)} of the event type ${target}`;
}

/** An import leaves an entry of its own, and one for each event type that it wrote. */
function imported({ target, after, say }: Act): string {
  if (after.created === undefined) return `imported the event type ${target}`;
  return `imported event types: ${say.count(after.created, "new", "new")}, ${say.count(after.updated, "changed", "changed")}`;
}
