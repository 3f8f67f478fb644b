import { BUCKET_COUNT, bucketOf } from "#domain/health/histogram.ts";
import { copyLine, timestamp } from "./lines.ts";
import type { SeedAttempt } from "./outcome.ts";
import type { SeedEndpoint } from "./population.ts";

type Counts = {
  endpoint: SeedEndpoint;
  stepSeconds: number;
  atMs: number;
  succeeded: number;
  failed: number;
  deadLetter: number;
  durationMsSum: number;
  latency: number[];
};

/** Adds attempts up as the worker's results do; `take` gives the rows before a moment, as COPY lines, and forgets them. */
export type RollupCounter = {
  add: (endpoint: SeedEndpoint, attempt: SeedAttempt, isDeadLetter: boolean) => void;
  take: (beforeMs: number) => string[];
};

/** Rows a minute are made from `minutesFromMs` on only: charts of long spans read the rows a hour. */
export function createRollupCounter(minutesFromMs: number): RollupCounter {
  const rows = new Map<string, Counts>();
  const count = (endpoint: SeedEndpoint, stepSeconds: number, finishedMs: number) => {
    const atMs = finishedMs - (finishedMs % (stepSeconds * 1000));
    const key = `${endpoint.id}${stepSeconds}${atMs}`;
    const known = rows.get(key);
    if (known) return known;
    const fresh = { endpoint, stepSeconds, atMs, ...nothing() };
    rows.set(key, fresh);
    return fresh;
  };
  return {
    add: (endpoint, attempt, isDeadLetter) => {
      const finishedMs = Math.floor(attempt.startedMs + attempt.durationMs);
      addTo(count(endpoint, 3600, finishedMs), attempt, isDeadLetter);
      if (finishedMs >= minutesFromMs) addTo(count(endpoint, 60, finishedMs), attempt, isDeadLetter);
    },
    take: (beforeMs) => {
      const lines: string[] = [];
      for (const [key, row] of rows) {
        if (row.atMs >= beforeMs) continue;
        lines.push(rollupLine(row));
        rows.delete(key);
      }
      return lines;
    },
  };
}

function nothing() {
  return { succeeded: 0, failed: 0, deadLetter: 0, durationMsSum: 0, latency: new Array<number>(BUCKET_COUNT).fill(0) };
}

function addTo(row: Counts, { error, responseCode, durationMs }: SeedAttempt, isDeadLetter: boolean): void {
  if (error === null) row.succeeded += 1;
  else row.failed += 1;
  if (isDeadLetter) row.deadLetter += 1;
  if (responseCode === null) return;
  const bucket = bucketOf(durationMs);
  row.durationMsSum += durationMs;
  row.latency[bucket] = (row.latency[bucket] ?? 0) + 1;
}

function rollupLine({ endpoint, stepSeconds, atMs, succeeded, failed, deadLetter, durationMsSum, latency }: Counts) {
  const { id, tenantId, appId } = endpoint;
  const at = timestamp(atMs);
  const counts = [succeeded, failed, deadLetter, durationMsSum, `{${latency.join(",")}}`];
  return copyLine([id, stepSeconds, at, tenantId, appId, ...counts]);
}
