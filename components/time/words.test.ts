import { describe, expect, it, test } from "vitest";
import { formatExactTime, formatRelativeTime, rangeWords, whenWords } from "./words.ts";

// A Friday.
const now = Date.UTC(2025, 10, 21, 13, 30, 0);
const hours = (count: number) => count * 3_600_000;

test.each([
  [now + 2_000, "in a moment"],
  [now - 2_000, "now"],
  [now + 40_000, "in 40 s"],
  [now - 40_000, "40 s ago"],
  [now + 35 * 60_000, "at 14:05"],
  [now - hours(2), "at 11:30"],
  [now + hours(20), "tomorrow at 09:30"],
  [now - hours(20), "yesterday at 17:30"],
  [now + hours(24 * 6), "Thursday at 13:30"],
  [now + hours(24 * 7), "on 28 Nov at 13:30"],
  [now - hours(24 * 3), "on 18 Nov at 13:30"],
])("%i reads as %s", (at, words) => expect(whenWords({ at }, now, "UTC")).toBe(words));

test("midnight of the reader's own zone parts today from tomorrow", () => {
  const lateEvening = Date.UTC(2025, 10, 21, 22, 0, 0);
  const soon = { at: lateEvening + hours(1.5) };
  expect(whenWords(soon, lateEvening, "UTC")).toBe("at 23:30");
  expect(whenWords(soon, lateEvening, "Europe/Berlin")).toBe("tomorrow at 00:30");
});

test("an estimate says so", () => {
  expect(whenWords({ at: now + 40_000, isAbout: true }, now, "UTC")).toBe("in about 40 s");
  expect(whenWords({ at: now + hours(24 * 6), isAbout: true }, now, "UTC")).toBe("Thursday around 13:30");
});

const noon = "2025-11-21T12:00:00.000Z";
const one = "2025-11-21T13:00:00.000Z";
const later = "2025-11-22T09:05:00.000Z";

test.each([
  [null, null, null],
  [noon, null, "since 21 Nov 12:00"],
  [null, noon, "until 21 Nov 12:00"],
  [noon, one, "21 Nov 12:00 – 13:00"],
  [noon, later, "21 Nov 12:00 – 22 Nov 09:05"],
])("from %s to %s reads as %s", (after, before, words) => expect(rangeWords({ after, before }, "UTC")).toBe(words));

test("days are those of the reader's zone", () => {
  expect(rangeWords({ after: noon, before: one }, "Pacific/Auckland")).toBe("22 Nov 01:00 – 02:00");
});

describe("formatRelativeTime", () => {
  const now = Date.UTC(2025, 10, 21, 12, 0, 0);
  it.each([
    [0, "just now"],
    [-4_000, "just now"],
    [3_000, "now"],
    [-12_000, "12 s ago"],
    [-200_000, "3 min ago"],
    [300_000, "in 5 min"],
    [-7_300_000, "2 h ago"],
    [-4 * 86_400_000, "4 d ago"],
    [-40 * 86_400_000, "12 Oct 2025"],
    [Number.NaN, "–"],
  ])("reads %s ms from now as %s", (offset, text) => {
    expect(formatRelativeTime(now + offset, now)).toBe(text);
  });
});

describe("formatExactTime", () => {
  it("names the zone's own wall clock, midnight as 00", () => {
    const at = Date.UTC(2025, 10, 20, 23, 5, 9);
    expect(formatExactTime(at, "UTC")).toBe("Thu 20 Nov 2025, 23:05:09");
    expect(formatExactTime(at, "Europe/Berlin")).toBe("Fri 21 Nov 2025, 00:05:09");
  });
});
