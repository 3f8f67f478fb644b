import { expect, test } from "vitest";
import { whenWords } from "./clock-time.ts";

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
