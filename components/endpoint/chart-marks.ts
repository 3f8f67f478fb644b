import type { ChartMark } from "#components/chart/point.ts";
import type { AuditEntry } from "#domain/audit/schema.ts";
import { changeWords } from "./change-words.ts";

/** The changes that may explain what a chart shows: those since its first moment, tests left out. */
export function chartMarks(entries: readonly AuditEntry[], from: string | undefined): ChartMark[] {
  const start = from === undefined ? Number.POSITIVE_INFINITY : Date.parse(from);
  return entries
    .filter(({ action, createdAt }) => action !== "endpoint.test" && Date.parse(createdAt) >= start)
    .map((entry) => ({ at: entry.createdAt, label: `${entry.actor.name} ${changeWords(entry)}` }));
}
