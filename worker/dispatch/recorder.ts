import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import { log } from "#domain/log.ts";
import { BATCH_MAX, LEASE_MS, RECORD_AFTER_MS, RECORD_BATCH, RECORD_BYTES_MAX } from "./limits.ts";
import { recordResults } from "./record.ts";
import type { AttemptResult } from "./send.ts";

export type Recorder = {
  /** Takes a result; it is written with those that arrive about the same time. */
  add: (result: AttemptResult) => void;
  /** Writes what is left. */
  flush: () => Promise<void>;
};

export type RecorderOptions = {
  sql: postgres.Sql;
  /** Told of each batch when it is done with: `counted` were written, the others had lost their lease or the database. */
  onRecorded: (batch: {
    results: readonly AttemptResult[];
    counted: readonly AttemptResult[];
    durationMs: number;
  }) => void;
  /** Told that results could not be written for as long as a lease holds. */
  onGivenUp: () => void;
};

/** Writes results in batches, one after the other: while one is written, the next gathers. */
export function createRecorder({ sql, onRecorded, onGivenUp }: RecorderOptions): Recorder {
  let waiting: AttemptResult[] = [];
  let writing: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const writeOne = async () => {
    const results = takeBatch(waiting);
    waiting = waiting.slice(results.length);
    const startedAt = performance.now();
    const counted = await recordOrGiveUp(sql, results);
    if (counted === null) onGivenUp();
    onRecorded({ results, counted: counted ?? [], durationMs: performance.now() - startedAt });
  };
  const writeNext = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (writing || waiting.length === 0) return;
    writing = writeOne()
      .catch((error: unknown) => log.error({ err: error }, "results could not be written"))
      .finally(() => {
        writing = null;
        schedule();
      });
  };
  const schedule = () => {
    if (writing || waiting.length === 0) return;
    if (waiting.length >= RECORD_BATCH) writeNext();
    else timer ??= setTimeout(writeNext, RECORD_AFTER_MS);
  };
  const add = (result: AttemptResult) => {
    waiting.push(result);
    schedule();
  };
  const flush = async () => {
    while (writing || waiting.length > 0) {
      writeNext();
      await writing;
    }
  };
  return { add, flush };
}

function takeBatch(waiting: readonly AttemptResult[]): AttemptResult[] {
  let bytes = 0;
  const fits = waiting.slice(0, BATCH_MAX).findIndex((result) => {
    bytes += result.responseBody?.length ?? 0;
    return bytes > RECORD_BYTES_MAX;
  });
  return waiting.slice(0, fits === -1 ? BATCH_MAX : Math.max(1, fits));
}

/** Tries until the leases are surely over: a database that restarts in that time loses nothing. */
async function recordOrGiveUp(
  sql: postgres.Sql,
  results: readonly AttemptResult[],
): Promise<readonly AttemptResult[] | null> {
  const giveUpAt = performance.now() + LEASE_MS;
  for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 2000)) {
    try {
      return await recordEvenIfOneIsBad(sql, results);
    } catch (error) {
      if (performance.now() + delayMs > giveUpAt) {
        log.error(
          { err: error, results: results.length },
          "results given up: they will be sent again when the lease ends",
        );
        return null;
      }
      log.warn({ err: error, results: results.length, delayMs }, "results not written yet");
      await wait(delayMs);
    }
  }
}

/**
 * A result that the database will not take (text it cannot store, say) must not hold up its batch: the batch is halved
 * until that result stands alone, and then written without what the receiver sent.
 */
async function recordEvenIfOneIsBad(
  sql: postgres.Sql,
  results: readonly AttemptResult[],
): Promise<readonly AttemptResult[]> {
  try {
    return await recordResults(sql, results);
  } catch (error) {
    if (!isBadData(error)) throw error;
    const [first, ...others] = results;
    if (!first) return [];
    if (others.length === 0) return recordResults(sql, [withoutAnswer(first)]);
    const middle = Math.ceil(results.length / 2);
    const one = await recordEvenIfOneIsBad(sql, results.slice(0, middle));
    return [...one, ...(await recordEvenIfOneIsBad(sql, results.slice(middle)))];
  }
}

/** SQLSTATE class 22, data exception. */
function isBadData(error: unknown): boolean {
  return error instanceof Error && String(Reflect.get(error, "code")).startsWith("22");
}

function withoutAnswer(result: AttemptResult): AttemptResult {
  const { outcome } = result;
  const plain = outcome.kind === "failed" ? { ...outcome, message: "The answer could not be stored." } : outcome;
  return { ...result, outcome: plain, responseHeaders: null, responseBody: null };
}
