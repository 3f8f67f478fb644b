import { expect, test } from "vitest";
import { createReplayInput, RATE_PER_SECOND_DEFAULT, RATE_PER_SECOND_MAX } from "#domain/replay/schema.ts";
import { isRate, RATE_DEFAULT, RATE_MAX, RATE_MIN, spanAtRate } from "./pace.ts";

test("the paces offered are the API's", () => {
  expect([RATE_DEFAULT, RATE_MAX]).toEqual([RATE_PER_SECOND_DEFAULT, RATE_PER_SECOND_MAX]);
  const isTaken = (ratePerSecond: number) => createReplayInput.shape.ratePerSecond.safeParse(ratePerSecond).success;
  expect([RATE_MIN - 1, RATE_MIN, RATE_MAX, RATE_MAX + 1].map(isTaken)).toEqual([false, true, true, false]);
});

test.each([
  [1, true],
  [1000, true],
  [1001, false],
  [0, false],
  [5.5, false],
  [Number.NaN, false],
])("whether %d is a pace: %s", (rate, isOne) => expect(isRate(rate)).toBe(isOne));

test.each([
  [0, 50, "about a second"],
  [50, 50, "about a second"],
  [101, 50, "about 3 s"],
  [90_000, 50, "about 30 min"],
])("%i deliveries at %i per second take %s", (count, rate, span) => expect(spanAtRate(count, rate)).toBe(span));
