import { formatDuration } from "#components/format/number.ts";
import type { Attempt, Delivery } from "#domain/delivery/schema.ts";
import { type Moment, whenWords } from "../time/words.ts";
import { type HoldFacts, holdOf } from "./app-rules.ts";
import { countWords, failureAdvice, failureRun, failureRunWords, failureWords } from "./failure-words.ts";
import { attemptsAllowed, remainingAttempts } from "./forecast.ts";

/** A sentence in pieces: text, and moments that are written in the reader's own time. */
export type Phrase = readonly (string | Moment)[];

/** What happened, what happens next, and what the person can do (null: nothing, or nothing more). */
export type Verdict = { happened: Phrase; next: Phrase; advice: string | null };

export type VerdictFacts = {
  delivery: Pick<
    Delivery,
    | "status"
    | "trigger"
    | "attemptCount"
    | "nextAttemptAt"
    | "responseCode"
    | "error"
    | "durationMs"
    | "createdAt"
    | "completedAt"
  >;
  /** The attempts that have a result, oldest first; empty where they are not at hand. */
  attempts: readonly Pick<Attempt, "response" | "error">[];
  /** Null where the endpoint is gone with its history. */
  endpoint: HoldFacts | null;
  /** The retry schedule in force, in seconds. */
  schedule: readonly number[];
  /** ms since 1970. */
  now: number;
};

/** A delivery's state in plain words. What is forecast from the schedule says that it is an estimate. */
export function verdictOf(facts: VerdictFacts): Verdict {
  return VERDICTS[facts.delivery.status](facts);
}

const VERDICTS: Record<Delivery["status"], (facts: VerdictFacts) => Verdict> = {
  pending: pendingVerdict,
  sending: sendingVerdict,
  retrying: retryingVerdict,
  succeeded: succeededVerdict,
  failed: failedVerdict,
  dead_letter: deadLetterVerdict,
  cancelled: cancelledVerdict,
};

/** Past this much delay a due delivery is not merely next in line. */
const OVERDUE_MS = 30_000;
/** The page's clock may be this far behind. */
const AT_ONCE_MS = 6_000;

const KINDS: Record<Delivery["trigger"], string> = { event: "delivery", test: "test", replay: "replay" };

function pendingVerdict({ delivery, endpoint, now }: VerdictFacts): Verdict {
  const hold = holdOf(endpoint);
  const kind = KINDS[delivery.trigger];
  if (hold) {
    const happened = [`This ${kind} waits, because ${hold.because}.`];
    return { happened, next: [`It goes out as soon as ${hold.until}, oldest first.`], advice: null };
  }
  const dueAt = delivery.nextAttemptAt === null ? now : new Date(delivery.nextAttemptAt).getTime();
  if (now - dueAt > OVERDUE_MS) {
    const happened = [`This ${kind} was due `, { at: dueAt }, " and still waits for its turn."];
    const advice = "The endpoint is at its rate limit or its limit of requests at once, or no worker is free to send.";
    return { happened, next: [], advice };
  }
  const next =
    dueAt - now > AT_ONCE_MS
      ? ["The first attempt is due ", { at: dueAt }, "."]
      : ["The first attempt starts at once."];
  return { happened: [`This ${kind} is queued.`], next, advice: null };
}

function sendingVerdict(facts: VerdictFacts): Verdict {
  const { delivery, attempts, schedule, now } = facts;
  const allowed = Math.max(attemptsAllowed(delivery.trigger, schedule), delivery.attemptCount);
  const run = failureRun(delivery, attempts);
  const number = allowed === 1 ? "The only attempt" : `Attempt ${delivery.attemptCount} of ${allowed}`;
  const [retry] = remainingAttempts(delivery, { schedule, now });
  return {
    happened: [`${run ? `${failureRunWords(run)} ` : ""}${number} is on its way.`],
    next: retry ? ["Should it fail, the next try is ", about(retry.at), "."] : ["Should it fail, none follows."],
    advice: null,
  };
}

function retryingVerdict({ delivery, attempts, endpoint, schedule, now }: VerdictFacts): Verdict {
  const run = failureRun(delivery, attempts);
  const happened = [run ? failureRunWords(run) : "The last attempt failed."];
  const advice = run ? failureAdvice(run.last) : null;
  const hold = holdOf(endpoint);
  if (hold) return { happened, next: [`It waits now, because ${hold.because}, until ${hold.until}.`], advice };
  const planned = remainingAttempts(delivery, { schedule, now });
  const first = planned[0];
  const last = planned.at(-1);
  if (!first || !last) return { happened, next: [], advice };
  if (now - first.at > OVERDUE_MS) {
    return { happened, next: ["The next try was due ", { at: first.at }, " and waits for its turn."], advice };
  }
  if (first === last) return { happened, next: ["One last attempt is due ", { at: first.at }, "."], advice };
  return { happened, next: ["Next try ", { at: first.at }, "; gives up ", about(last.at), "."], advice };
}

function succeededVerdict({ delivery, attempts }: VerdictFacts): Verdict {
  const { attemptCount, responseCode, durationMs, trigger } = delivery;
  const took = durationMs === null ? "" : ` in ${formatDuration(durationMs)}`;
  const answer = `the receiver answered ${responseCode ?? "2xx"}${took}`;
  const failures = attempts.filter((attempt) => attempt.error !== null).length || attemptCount - 1;
  const after = failures > 0 ? ` after ${attemptsWords(failures, "failed")}` : "";
  const arrived = { event: "Delivered", test: "The test arrived", replay: "The replay was delivered" }[trigger];
  return { happened: [`${arrived}${after}: ${answer}.`], next: [], advice: null };
}

function failedVerdict({ delivery, attempts, schedule }: VerdictFacts): Verdict {
  const run = failureRun(delivery, attempts);
  if (!run) return { happened: ["It failed before an attempt could be made."], next: [], advice: REPLAY };
  const advice = failureAdvice(run.last);
  if (run.last.error === "blocked_address") {
    return {
      happened: ["It was not sent: the endpoint’s address is not one that Posthouse may send to."],
      next: STOPPED,
      advice,
    };
  }
  const happened = [failureRunWords(run)];
  if (delivery.trigger === "test") return { happened, next: ["A test has one attempt, so none follows."], advice };
  if (run.last.code === 410) return { happened, next: ["Posthouse stopped and suspended the endpoint."], advice };
  if (run.last.error === "unknown") {
    const aside = "This delivery was set aside, because workers stopped in the middle of it three times in a row.";
    return { happened: [aside], next: STOPPED, advice };
  }
  if (schedule.length === 0)
    return { happened, next: ["The endpoint allows one attempt only, so none follows."], advice };
  return { happened, next: STOPPED, advice };
}

const STOPPED = ["Trying again would not help, so no attempt follows."];
const REPLAY = "Replay it once the receiver is ready.";

function deadLetterVerdict({ delivery, attempts }: VerdictFacts): Verdict {
  const run = failureRun(delivery, attempts);
  const spanMs =
    delivery.completedAt === null
      ? null
      : new Date(delivery.completedAt).getTime() - new Date(delivery.createdAt).getTime();
  const given = `Given up after ${attemptsWords(delivery.attemptCount)}${spanMs === null ? "" : ` over ${formatDuration(spanMs)}`}`;
  const every = run?.isUniform === true && run.count > 1;
  const why = run
    ? every
      ? `: ${failureWords(run.last)} every time`
      : `; at the last one, ${failureWords(run.last)}`
    : "";
  return {
    happened: [`${given}${why}.`],
    next: ["No attempt follows; it stays here until someone replays it."],
    advice: run ? failureAdvice(run.last) : REPLAY,
  };
}

function cancelledVerdict({ delivery, attempts, endpoint }: VerdictFacts): Verdict {
  const run = failureRun(delivery, attempts);
  const failed = run ? `after ${attemptsWords(run.count, "failed")}` : null;
  const why = endpoint?.status === "inactive" ? ", because the endpoint was deleted" : "";
  return { happened: [`Cancelled ${failed ?? "before it was sent"}${why}.`], next: [], advice: null };
}

function about(at: number): Moment {
  return { at, isAbout: true };
}

function attemptsWords(count: number, kind = ""): string {
  return `${countWords(count)} ${kind === "" ? "" : `${kind} `}${count === 1 ? "attempt" : "attempts"}`;
}

/** A phrase as plain text, its moments written for a clock and a zone; for titles, notices and what is read aloud. */
export function phraseText(phrase: Phrase, now: number, timeZone?: string): string {
  return phrase.map((part) => (typeof part === "string" ? part : whenWords(part, now, timeZone))).join("");
}
