import { describe, expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from "#domain/delivery/rule/retry-policy.ts";
import type { Attempt, Delivery } from "#domain/delivery/schema.ts";
import { phraseText, type VerdictFacts, verdictOf } from "./verdict.ts";

// A Friday.
const now = Date.UTC(2025, 10, 21, 13, 30, 0);
const at = (offsetMs: number) => new Date(now + offsetMs).toISOString();
const minutes = (count: number) => count * 60_000;
const hours = (count: number) => count * 3_600_000;

type AttemptResult = Pick<Attempt, "response" | "error">;
const response = (code: number) => ({ code, headers: {}, body: "", bodyBytes: 0, truncated: false });
const answered = (code: number): AttemptResult =>
  code < 300
    ? { response: response(code), error: null }
    : { response: response(code), error: { code: "http_status", message: `Answered ${code}` } };
const broke = (code: NonNullable<Delivery["error"]>["code"], status: number | null = null): AttemptResult => ({
  response: status === null ? null : response(status),
  error: { code, message: "Sentence" },
});

function facts(delivery: Partial<Delivery>, rest: Partial<VerdictFacts> = {}): VerdictFacts {
  return {
    delivery: {
      status: "pending",
      trigger: "event",
      attemptCount: 0,
      nextAttemptAt: null,
      responseCode: null,
      error: null,
      durationMs: null,
      createdAt: at(-hours(1)),
      completedAt: null,
      ...delivery,
    },
    attempts: [],
    endpoint: { status: "active", statusReason: null, isHeld: false },
    schedule: DEFAULT_RETRY_SCHEDULE_SECONDS,
    now,
    ...rest,
  };
}

function words(given: VerdictFacts): string {
  const { happened, next } = verdictOf(given);
  return [happened, next]
    .map((phrase) => phraseText(phrase, now, "UTC"))
    .filter((text) => text !== "")
    .join(" ");
}

const paused = { status: "paused", statusReason: "manual", isHeld: false } as const;
const gone = { status: "suspended", statusReason: "gone", isHeld: false } as const;
const failing = { status: "suspended", statusReason: "failing", isHeld: false } as const;
const held = { status: "active", statusReason: null, isHeld: true } as const;
const deleted = { status: "inactive", statusReason: "deleted", isHeld: false } as const;

describe("what waits", () => {
  const due = { status: "pending", nextAttemptAt: at(0) } as const;
  test.each<[string, VerdictFacts]>([
    ["This delivery is queued. The first attempt starts at once.", facts(due)],
    ["This test is queued. The first attempt starts at once.", facts({ ...due, trigger: "test" })],
    [
      "This replay is queued. The first attempt is due at 13:35.",
      facts({ ...due, trigger: "replay", nextAttemptAt: at(minutes(5)) }),
    ],
    [
      "This delivery was due at 13:20 and still waits for its turn.",
      facts({ ...due, nextAttemptAt: at(-minutes(10)) }),
    ],
    [
      "This delivery waits, because the endpoint is paused. It goes out as soon as someone resumes it, oldest first.",
      facts(due, { endpoint: paused }),
    ],
    [
      "This replay waits, because the endpoint is paused. It goes out as soon as someone resumes it, oldest first.",
      facts({ ...due, trigger: "replay" }, { endpoint: paused }),
    ],
    [
      "This delivery waits, because Posthouse suspended the endpoint, which answered 410 Gone. It goes out as soon as someone resumes it, oldest first.",
      facts(due, { endpoint: gone }),
    ],
    [
      "This delivery waits, because Posthouse suspended the endpoint, which kept failing. It goes out as soon as someone resumes it, oldest first.",
      facts(due, { endpoint: failing }),
    ],
    [
      "This delivery waits, because the endpoint is not verified yet. It goes out as soon as it is, oldest first.",
      facts(due, { endpoint: held }),
    ],
  ])("%s", (sentence, given) => expect(words(given)).toBe(sentence));
});

describe("what is under way or comes again", () => {
  const failed503 = [answered(503), answered(503), answered(503)];
  const retrying = {
    status: "retrying",
    attemptCount: 3,
    nextAttemptAt: at(minutes(35)),
    responseCode: 503,
    error: { code: "http_status", message: "" },
  } as const;
  test.each<[string, VerdictFacts]>([
    [
      "Attempt 1 of 10 is on its way. Should it fail, the next try is in about 5 s.",
      facts({ status: "sending", attemptCount: 1 }),
    ],
    [
      "The receiver answered 503 three times. Attempt 4 of 10 is on its way. Should it fail, the next try is around 15:30.",
      facts({ status: "sending", attemptCount: 4 }, { attempts: failed503 }),
    ],
    [
      "The only attempt is on its way. Should it fail, none follows.",
      facts({ status: "sending", attemptCount: 1, trigger: "test" }),
    ],
    ["Attempt 10 of 10 is on its way. Should it fail, none follows.", facts({ status: "sending", attemptCount: 10 })],
    [
      "The receiver answered 503 three times. Next try at 14:05; gives up Monday around 17:05.",
      facts(retrying, { attempts: failed503 }),
    ],
    [
      "Three attempts failed; at the last one, the receiver answered 503. Next try at 14:05; gives up Monday around 17:05.",
      facts(retrying),
    ],
    [
      "Two attempts failed; at the last one, the receiver did not answer in time. Next try at 14:05; gives up Monday around 17:35.",
      facts({ ...retrying, attemptCount: 2 }, { attempts: [answered(500), broke("timeout")] }),
    ],
    [
      "The receiver answered 503. One last attempt is due in 5 s.",
      facts({ ...retrying, attemptCount: 1, nextAttemptAt: at(5_400) }, { attempts: [answered(503)], schedule: [5] }),
    ],
    [
      "The worker stopped before it saw an answer. Next try in a moment; gives up around 14:05.",
      facts(
        { ...retrying, attemptCount: 1, nextAttemptAt: at(2_000) },
        { attempts: [broke("unknown")], schedule: [5, 2_100] },
      ),
    ],
    [
      "The receiver answered 503. One last attempt is due tomorrow at 09:30.",
      facts(
        { ...retrying, attemptCount: 1, nextAttemptAt: at(hours(20)) },
        { attempts: [answered(503)], schedule: [72_000] },
      ),
    ],
    [
      "The receiver answered 503 three times. The next try was due at 13:20 and waits for its turn.",
      facts({ ...retrying, nextAttemptAt: at(-minutes(10)) }, { attempts: failed503 }),
    ],
    [
      "The receiver answered 503 three times. It waits now, because the endpoint is paused, until someone resumes it.",
      facts(retrying, { attempts: failed503, endpoint: paused }),
    ],
    [
      "The receiver answered 503 three times. It waits now, because Posthouse suspended the endpoint, which kept failing, until someone resumes it.",
      facts(retrying, { attempts: failed503, endpoint: failing }),
    ],
    [
      "The receiver answered 503 three times. It waits now, because the endpoint is not verified yet, until it is.",
      facts(retrying, { attempts: failed503, endpoint: held }),
    ],
  ])("%s", (sentence, given) => expect(words(given)).toBe(sentence));
});

describe("what has ended", () => {
  const ok = { status: "succeeded", attemptCount: 1, responseCode: 200, durationMs: 84 } as const;
  const failed = { status: "failed", attemptCount: 1, error: { code: "http_status", message: "" } } as const;
  const dead = {
    status: "dead_letter",
    attemptCount: 10,
    responseCode: 503,
    error: { code: "http_status", message: "" },
    createdAt: at(-hours(75)),
    completedAt: at(0),
  } as const;
  const stopped = "Trying again would not help, so no attempt follows.";
  const ten503 = Array.from({ length: 10 }, () => answered(503));
  test.each<[string, VerdictFacts]>([
    ["Delivered: the receiver answered 200 in 84 ms.", facts(ok)],
    ["The test arrived: the receiver answered 200 in 84 ms.", facts({ ...ok, trigger: "test" })],
    [
      "The replay was delivered: the receiver answered 204 in 1.2 s.",
      facts({ ...ok, trigger: "replay", responseCode: 204, durationMs: 1_200 }),
    ],
    ["Delivered after one failed attempt: the receiver answered 200 in 84 ms.", facts({ ...ok, attemptCount: 2 })],
    [
      "Delivered after three failed attempts: the receiver answered 200 in 84 ms.",
      facts({ ...ok, attemptCount: 4 }, { attempts: [...[1, 2, 3].map(() => answered(503)), answered(200)] }),
    ],
    [
      "The receiver answered 500. A test has one attempt, so none follows.",
      facts({ ...failed, trigger: "test", responseCode: 500 }),
    ],
    [
      "The receiver answered 410. Posthouse stopped and suspended the endpoint.",
      facts({ ...failed, responseCode: 410 }, { endpoint: gone }),
    ],
    [
      `It was not sent: the endpoint’s address is not one that Posthouse may send to. ${stopped}`,
      facts({ ...failed, error: { code: "blocked_address", message: "" } }),
    ],
    [
      `This delivery was set aside, because workers stopped in the middle of it three times in a row. ${stopped}`,
      facts({ ...failed, attemptCount: 3 }, { attempts: [broke("unknown"), broke("unknown"), broke("unknown")] }),
    ],
    [
      "The receiver answered 500. The endpoint allows one attempt only, so none follows.",
      facts({ ...failed, responseCode: 500 }, { schedule: [] }),
    ],
    [
      "The receiver answered with a redirect (302). A test has one attempt, so none follows.",
      facts({ ...failed, trigger: "test" }, { attempts: [broke("redirect", 302)] }),
    ],
    [
      "Given up after ten attempts over 3 d 3 h: the receiver answered 503 every time. No attempt follows; it stays here until someone replays it.",
      facts(dead, { attempts: ten503 }),
    ],
    [
      "Given up after ten attempts over 3 d 3 h; at the last one, the receiver refused the connection. No attempt follows; it stays here until someone replays it.",
      facts(dead, { attempts: [...ten503.slice(1), broke("connection_refused")] }),
    ],
    [
      "Cancelled before it was sent, because the endpoint was deleted.",
      facts({ status: "cancelled" }, { endpoint: deleted }),
    ],
    ["Cancelled before it was sent.", facts({ status: "cancelled" }, { endpoint: null })],
    [
      "Cancelled after two failed attempts, because the endpoint was deleted.",
      facts({ status: "cancelled", attemptCount: 2 }, { attempts: [answered(500), answered(503)], endpoint: deleted }),
    ],
  ])("%s", (sentence, given) => expect(words(given)).toBe(sentence));
});

describe("what to do about it", () => {
  test.each([
    [broke("timeout"), /longer timeout/],
    [broke("dns_error"), /host name/],
    [broke("tls_error"), /certificate/],
    [broke("redirect", 301), /final address/],
    [broke("unknown"), /webhook-id/],
    [answered(401), /signing secret/],
    [answered(404), /path/],
    [answered(429), /rate limit/],
    [answered(503), /receiver’s side/],
    [answered(422), /refuses this request/],
  ])("%o is followed by advice", (attempt, advice) => {
    const given = facts({ status: "dead_letter", attemptCount: 1 }, { attempts: [attempt] });
    expect(verdictOf(given).advice).toMatch(advice);
  });

  test("a delivery that arrived or waits needs none", () => {
    expect(verdictOf(facts({ status: "succeeded", attemptCount: 1 })).advice).toBeNull();
    expect(verdictOf(facts({ status: "pending" }, { endpoint: paused })).advice).toBeNull();
  });
});
