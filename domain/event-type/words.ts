/** The most a schema, an example or a test's payload may take up as JSON text, in characters. */
export const DOCUMENT_LENGTH_MAX = 64 * 1024;

/** The most event types one import may name. */
export const IMPORT_ROWS_MAX = 500;

/** Names that the catalogue's own paths take away: `/event-types/import` of the API, `/event-types/new` of the dashboard. */
export const TAKEN_NAMES: readonly string[] = ["import", "new"];
