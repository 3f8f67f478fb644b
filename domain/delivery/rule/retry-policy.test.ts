import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE_SECONDS, maxAttempts, retryDelayMs, scheduleOf } from "./retry-policy.ts";

const middle = () => 0.5;

test("the default schedule makes ten attempts", () => expect(maxAttempts(DEFAULT_RETRY_SCHEDULE_SECONDS)).toBe(10));

test("the endpoint's schedule goes before the app's, and that before the default", () => {
  expect(scheduleOf([1], [2])).toEqual([1]);
  expect(scheduleOf([], [2])).toEqual([]);
  expect(scheduleOf(null, [2])).toEqual([2]);
  expect(scheduleOf(null, null)).toBe(DEFAULT_RETRY_SCHEDULE_SECONDS);
});

describe("the wait before the next attempt", () => {
  test.each(DEFAULT_RETRY_SCHEDULE_SECONDS.map((seconds, at) => [at + 1, seconds]))(
    "after attempt %i is %i s",
    (attempt, seconds) => {
      const delay = retryDelayMs(attempt, {
        schedule: DEFAULT_RETRY_SCHEDULE_SECONDS,
        retryAfterSeconds: null,
        random: middle,
      });
      expect(delay).toBe(seconds * 1000);
    },
  );

  test("is none once the attempts are spent", () => {
    expect(retryDelayMs(3, { schedule: [1, 2], retryAfterSeconds: 60, random: middle })).toBeNull();
  });

  test("stays within a fifth of the schedule", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 86_400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seconds, random) => {
          const delay = retryDelayMs(1, { schedule: [seconds], retryAfterSeconds: null, random: () => random }) ?? -1;
          expect(delay).toBeGreaterThanOrEqual(Math.floor(seconds * 800));
          expect(delay).toBeLessThanOrEqual(Math.ceil(seconds * 1200));
        },
      ),
    );
  });

  test("is lengthened by Retry-After, never shortened", () => {
    const waitWith = (retryAfterSeconds: number) =>
      retryDelayMs(1, { schedule: [100], retryAfterSeconds, random: middle });
    expect(waitWith(500)).toBe(500_000);
    expect(waitWith(3)).toBe(100_000);
  });
});
