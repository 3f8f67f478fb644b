import type { Attempt, Delivery } from "#domain/delivery/schema.ts";
import { type Failure, failureOf, failureWords } from "./failure-words.ts";

/** The failed attempts of a delivery: how many, how the last one ended, and whether they all ended like that. */
export type FailureRun = { count: number; last: Failure; isUniform: boolean };

type Tried = Pick<Delivery, "status" | "attemptCount" | "responseCode" | "error">;

/** The delivery's failures so far, from its attempts where they are at hand, else from its last result; null: none. */
export function failureRun(delivery: Tried, attempts: readonly Pick<Attempt, "response" | "error">[]) {
  const failures = attempts.map(failureOf).filter((failure) => failure !== null);
  const last = failures.at(-1);
  if (last) {
    const isUniform = failures.every((failure) => failure.code === last.code && failure.error === last.error);
    return { count: failures.length, last, isUniform } satisfies FailureRun;
  }
  return runFromLastResult(delivery);
}

/** `The receiver answered 503 three times.`, or what the last of several different failures was. */
export function failureRunWords({ count, last, isUniform }: FailureRun): string {
  if (isUniform) return `${capitalize(failureWords(last))}${count === 1 ? "" : ` ${timesWords(count)}`}.`;
  return `${capitalize(countWords(count))} attempts failed; at the last one, ${failureWords(last)}.`;
}

/** `once`, `twice`, `three times`, `11 times`. */
export function timesWords(count: number): string {
  return TIMES[count - 1] ?? `${countWords(count)} times`;
}

/** `one`, `two`, … `ten`, `11`. */
export function countWords(count: number): string {
  return COUNTS[count - 1] ?? String(count);
}

const TIMES = ["once", "twice"];
const COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function runFromLastResult({ status, attemptCount, responseCode, error }: Tried): FailureRun | null {
  const finished = status === "sending" ? attemptCount - 1 : attemptCount;
  if (error === null || finished < 1) return null;
  return { count: finished, last: { code: responseCode, error: error.code }, isUniform: finished === 1 };
}

function capitalize(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
