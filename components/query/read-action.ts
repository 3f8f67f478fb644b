import { NO_ANSWER } from "./api-error.ts";
import type { Outcome } from "./run-action.ts";

/** Awaits a server action that only reads, for a query: what was read, or an error whose message is for people. */
export async function readAction<Value>(outcome: Promise<Outcome<Value>>): Promise<Value> {
  const read = await outcome.catch(() => null);
  if (read === null) throw new Error(NO_ANSWER);
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
}
