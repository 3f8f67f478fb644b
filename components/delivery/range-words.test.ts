import { expect, test } from "vitest";
import { rangeWords } from "./range-words.ts";

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
