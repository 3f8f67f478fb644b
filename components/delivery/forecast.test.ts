import { expect, test } from "vitest";
import { attemptsAllowed, remainingAttempts } from "./forecast.ts";

const schedule = [5, 300, 1800];
const now = Date.UTC(2025, 10, 21, 12, 0, 0);
const delivery = { status: "retrying", trigger: "event", attemptCount: 1, nextAttemptAt: iso(now + 4_000) } as const;

function iso(at: number) {
  return new Date(at).toISOString();
}

test("the next attempt is fixed, those after it follow the schedule", () => {
  expect(remainingAttempts(delivery, { schedule, now })).toEqual([
    { number: 2, at: now + 4_000, isEstimate: false },
    { number: 3, at: now + 304_000, isEstimate: true },
    { number: 4, at: now + 2_104_000, isEstimate: true },
  ]);
});

test("the last attempt has none after it", () => {
  expect(remainingAttempts({ ...delivery, attemptCount: 3 }, { schedule, now })).toHaveLength(1);
});

test("an attempt under way counts from now, and only if it fails", () => {
  const sending = { ...delivery, status: "sending", attemptCount: 2, nextAttemptAt: null } as const;
  expect(remainingAttempts(sending, { schedule, now }).map((planned) => planned.at - now)).toEqual([
    300_000, 2_100_000,
  ]);
});

test("a test has one attempt, whatever the schedule", () => {
  const pending = { status: "pending", trigger: "test", attemptCount: 0, nextAttemptAt: iso(now) } as const;
  expect(remainingAttempts(pending, { schedule, now })).toHaveLength(1);
  expect(remainingAttempts({ ...pending, status: "sending", attemptCount: 1 }, { schedule, now })).toEqual([]);
  expect(attemptsAllowed("test", schedule)).toBe(1);
  expect(attemptsAllowed("event", schedule)).toBe(4);
});

test.each(["succeeded", "failed", "dead_letter", "cancelled"] as const)("a %s delivery has none", (status) => {
  expect(remainingAttempts({ ...delivery, status, nextAttemptAt: null }, { schedule, now })).toEqual([]);
});

test("a schedule that was shortened meanwhile leaves only the planned attempt", () => {
  expect(remainingAttempts({ ...delivery, attemptCount: 7 }, { schedule, now })).toHaveLength(1);
});
