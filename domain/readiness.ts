import { setTimeout as delay } from "node:timers/promises";
import { isMigrated } from "#db/is-migrated.ts";
import { log } from "./log.ts";

export type Readiness = { ready: boolean; database: "ready" | "not migrated" | "unreachable" };

const ANSWER_WITHIN_MS = 2000;

/** Whether this process can do its work: its database answers, soon, and has the schema that the code needs. */
export async function readiness(): Promise<Readiness> {
  const over = new AbortController();
  const timeout = delay(ANSWER_WITHIN_MS, "unreachable" as const, { signal: over.signal, ref: false });
  const database = await Promise.race([databaseState(), timeout]);
  over.abort();
  await timeout.catch(() => undefined);
  return { ready: database === "ready", database };
}

async function databaseState(): Promise<Readiness["database"]> {
  try {
    return (await isMigrated()) ? "ready" : "not migrated";
  } catch (error) {
    // 42P01: the table that records migrations is not there yet.
    const isEmpty = error instanceof Error && Reflect.get(error.cause ?? error, "code") === "42P01";
    if (!isEmpty) log.warn({ err: error }, "the database did not answer");
    return isEmpty ? "not migrated" : "unreachable";
  }
}
