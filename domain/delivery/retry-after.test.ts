import { expect, test } from "vitest";
import { retryAfterSeconds } from "./retry-after.ts";

const now = new Date("2026-01-01T00:00:00Z");

test.each([
  [503, "120", 120],
  [429, " 7 ", 7],
  [503, "0", 0],
  [503, "1000000000", 86_400],
  [502, "Thu, 01 Jan 2026 00:10:00 GMT", 600],
  [504, "Thu, 08 Jan 2026 00:00:00 GMT", 86_400],
  [503, "Wed, 31 Dec 2025 23:00:00 GMT", null],
  [503, "-1", null],
  [503, "1e9", null],
  [503, "inf", null],
  [503, "abc", null],
  [503, "1.5", null],
  [503, "", null],
  [503, "9".repeat(10_240), null],
  [503, undefined, null],
  [500, "120", null],
  [200, "120", null],
])("status %i with Retry-After %j waits %j s", (status, header, seconds) => {
  expect(retryAfterSeconds(status, header, now)).toBe(seconds);
});
