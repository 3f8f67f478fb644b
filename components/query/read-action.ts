import type { Place } from "#components/place/place.ts";
import { NO_ANSWER } from "./api-error.ts";
import type { Action, Outcome } from "./run-action.ts";

/** Awaits a server action that only reads, for a query: what was read, or an error whose message is for people. */
export async function readAction<Value>(outcome: Promise<Outcome<Value>>): Promise<Value> {
  const read = await outcome.catch(() => null);
  if (read === null) throw new Error(NO_ANSWER);
  if (!read.ok) throw new Error(read.refusal.detail);
  return read.value;
}

/** The rows that a server action reads for what stands beside a list: none where it reads none, or was not given. */
export async function readRows<Input, Row>(
  load: Action<Input, { data: Row[] }> | undefined,
  place: Place,
  input: Input,
): Promise<{ data: Row[] }> {
  const outcome = await load?.(place, input);
  return outcome?.ok ? outcome.value : { data: [] };
}
