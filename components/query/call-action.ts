import type { z } from "zod";
import type { Place } from "#components/place/place.ts";
import type { Operation } from "#domain/call/operation.ts";
import type { ActionResult } from "#http/action.ts";
import { ApiError, isSessionOver } from "./api-error.ts";
import { signInAgain } from "./sign-in-again.ts";

/** A server action as a component gets it: where the person stands, and the operation's input. */
export type Action<Input, Value> = (place: Place, input: Input) => Promise<ActionResult<Value>>;

/** The one that mounts an operation: `ActionOf<typeof createEndpoint>`. */
export type ActionOf<Mounted> =
  Mounted extends Operation<infer Input, infer Output> ? Action<z.input<Input>, z.output<Output>> : never;

/** Awaits a server action that only reads, for a query: what was read. Throws ApiError. */
export function readAction<Value>(answer: Promise<ActionResult<Value>>): Promise<Value> {
  return valueIn(answer, ApiError.ofSilence());
}

/**
 * Calls a server action that writes. Whose session has ended is asked to sign in, and then it is called again, so that
 * nothing typed is lost. Throws ApiError, also where the connection broke on the way.
 */
export async function writeAction<Value>(call: () => Promise<ActionResult<Value>>): Promise<Value> {
  try {
    return await valueIn(call(), ApiError.ofSilence(PERHAPS_DONE));
  } catch (error) {
    if (isSessionOver(error) && (await signInAgain())) return writeAction(call);
    throw error;
  }
}

const PERHAPS_DONE = "No answer came back. It may have worked all the same: look before you try again.";

async function valueIn<Value>(answer: Promise<ActionResult<Value>>, silence: ApiError): Promise<Value> {
  const result = await answer.catch(() => null);
  if (result === null) throw silence;
  if (!result.ok) throw ApiError.ofRefusal(result.refusal);
  return result.value;
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
