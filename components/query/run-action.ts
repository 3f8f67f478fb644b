import type { Place } from "#components/place/place.ts";

/** A refusal as forms show it: a sentence, and one message per field (`path` as in the API's issues). */
export type Refusal = { code: string; detail: string; issues: readonly { path: string; message: string }[] };
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

/** A server action as a component gets it: where the person stands, and the operation's input. */
export type Action<Input, Value> = (place: Place, input: Input) => Promise<Outcome<Value>>;

/** Awaits a server action. A connection that breaks on the way comes back as a refusal, so that no form loses its text. */
export async function runAction<Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await outcome;
  } catch {
    const detail = "No answer came back. It may have worked all the same: look before you try again.";
    return { ok: false, refusal: { code: "no_answer", detail, issues: [] } };
  }
}
