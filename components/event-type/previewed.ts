import type { PreviewedEventType } from "#domain/event-type/schema.ts";
import type { ListRow } from "./parse-list.ts";

/** A list without faults, with what importing it would do to each row, in the same order. */
export type Previewed = { rows: readonly ListRow[]; effects: readonly PreviewedEventType[] };
