import { setTimeout as delay } from "node:timers/promises";
import { isMigrated } from "#db/is-migrated.ts";
import { log } from "./log.ts";
import { MasterKeyError, requireMasterKeys } from "./secret/master-key.ts";

export type Readiness = { ready: boolean; database: "ready" | "not migrated" | "key missing" | "unreachable" };

const ANSWER_WITHIN_MS = 2000;

/**
 * Whether this process can do its work: its database answers, soon, has the schema that the code needs, and holds no
 * secret that was encrypted with a master key this process was not given.
 */
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
    return (await isMigrated()) ? await keyState() : "not migrated";
  } catch (error) {
    // 42P01: the table that records migrations is not there yet.
    const isEmpty = error instanceof Error && Reflect.get(error.cause ?? error, "code") === "42P01";
    if (!isEmpty) log.warn({ err: error }, "the database did not answer");
    return isEmpty ? "not migrated" : "unreachable";
  }
}

async function keyState(): Promise<"ready" | "key missing"> {
  try {
    await requireMasterKeys();
    return "ready";
  } catch (error) {
    if (!(error instanceof MasterKeyError)) throw error;
    log.error({ err: error }, "a master key is missing");
    return "key missing";
  }
}
