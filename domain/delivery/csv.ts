import { csvLine } from "./csv-cell.ts";
import type { ExportedDelivery } from "./schema.ts";

/** The columns of a CSV export, in order, each with what stands in it. */
const COLUMNS: readonly (readonly [string, (row: ExportedDelivery) => string | number | null])[] = [
  ["id", (row) => row.id],
  ["createdAt", (row) => row.createdAt],
  ["status", (row) => row.status],
  ["eventType", (row) => row.eventType],
  ["endpointId", (row) => row.endpointId],
  ["endpointName", (row) => row.endpointName],
  ["endpointUrl", (row) => row.endpointUrl],
  ["eventId", (row) => row.eventId],
  ["trigger", (row) => row.trigger],
  ["replayOf", (row) => row.replayOf],
  ["attemptCount", (row) => row.attemptCount],
  ["maxAttempts", (row) => row.maxAttempts],
  ["responseCode", (row) => row.responseCode],
  ["errorCode", (row) => row.error?.code ?? null],
  ["errorMessage", (row) => row.error?.message ?? null],
  ["durationMs", (row) => row.durationMs],
  ["lastAttemptAt", (row) => row.lastAttemptAt],
  ["nextAttemptAt", (row) => row.nextAttemptAt],
  ["completedAt", (row) => row.completedAt],
];

/** The first line, after the mark by which spreadsheets know UTF-8. */
export const DELIVERY_CSV_HEAD = `\uFEFF${csvLine(COLUMNS.map(([name]) => name))}`;

/** Deliveries as CSV lines. Times are UTC, `durationMs` is of the last attempt. */
export function deliveryCsv(rows: readonly ExportedDelivery[]): string {
  return rows.map((row) => csvLine(COLUMNS.map(([, value]) => value(row)))).join("");
}
