import type { Attempt, Delivery } from "#domain/delivery/schema.ts";
import type { AttemptError } from "#domain/delivery/words.ts";

/** How one attempt failed: the receiver's status where there was an answer, and the error's name. */
export type Failure = { code: number | null; error: AttemptError };

/** A failure as a clause that a count can follow: `the receiver answered 503`. */
export function failureWords({ code, error }: Failure): string {
  if (error === "redirect") return `the receiver answered with a redirect${code === null ? "" : ` (${code})`}`;
  if (error === "http_status") return `the receiver answered ${code ?? "with an error"}`;
  return CLAUSES[error];
}

/** What a person can do about a failure, in one sentence; null where its words say it already. */
export function failureAdvice({ code, error }: Failure): string | null {
  if (error === "http_status" && code !== null) return STATUS_ADVICE[code] ?? statusClassAdvice(code);
  return ADVICE[error] ?? null;
}

/** How an attempt failed; null when it succeeded or has no result yet. */
export function failureOf(attempt: Pick<Attempt, "response" | "error">): Failure | null {
  return attempt.error === null ? null : { code: attempt.response?.code ?? null, error: attempt.error.code };
}

const CLAUSES: Record<Exclude<AttemptError, "redirect" | "http_status">, string> = {
  timeout: "the receiver did not answer in time",
  connect_timeout: "the receiver did not take the connection in time",
  dns_error: "the receiver’s name could not be resolved",
  connection_refused: "the receiver refused the connection",
  connection_reset: "the receiver broke off the connection before it answered",
  tls_error: "no secure connection to the receiver could be made",
  blocked_address: "the endpoint’s address is not one that Posthouse may send to",
  bad_response: "what came back was not HTTP",
  unknown: "the worker stopped before it saw an answer",
};

const ADVICE: Partial<Record<AttemptError, string>> = {
  timeout: "Answer 2xx first and do the work afterwards, or give the endpoint a longer timeout.",
  connect_timeout: "Check that the server is up and that its firewall lets Posthouse in.",
  dns_error: "Check the host name in the endpoint’s URL and its DNS records.",
  connection_refused: "Check that the server is running and listens on the port in the endpoint’s URL.",
  connection_reset: "Check the receiver’s proxy or load balancer: it closed the connection without an answer.",
  tls_error: "Check the receiver’s certificate: its name, its chain and its dates.",
  blocked_address: "Private and reserved addresses are refused. Give the endpoint a public address.",
  bad_response: "Check that the port in the endpoint’s URL belongs to a web server.",
  redirect: "Redirects are not followed. Put the final address into the endpoint’s URL.",
  unknown: "It may have arrived: the receiver can tell by the webhook-id, which never changes.",
};

const STATUS_ADVICE: Record<number, string> = {
  401: "The receiver does not accept the signature or credentials. Compare the signing secret it verifies with.",
  403: "The receiver does not accept the signature or credentials. Compare the signing secret it verifies with.",
  404: "The receiver knows no such address. Check the path of the endpoint’s URL.",
  405: "The receiver does not take POST here. Check the path of the endpoint’s URL.",
  410: "The receiver says it is gone for good. Change the URL or delete the endpoint.",
  413: "The receiver finds the body too large. Raise its limit.",
  415: "The receiver does not take this content type.",
  429: "The receiver asks for a slower pace. A rate limit on the endpoint keeps it below that.",
};

function statusClassAdvice(code: number): string | null {
  if (code >= 500) return "The fault is on the receiver’s side; its answer and its log say more.";
  return code >= 400 ? "The receiver refuses this request; its answer may say why." : null;
}

/** The failed attempts of a delivery: how many, how the last one ended, and whether they all ended like that. */
type FailureRun = { count: number; last: Failure; isUniform: boolean };

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
function timesWords(count: number): string {
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
