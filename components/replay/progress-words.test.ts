import { expect, test } from "vitest";
import { doneShare, progressWords } from "./progress-words.ts";

const job = { matched: 400, replayed: 120, skipped: 3, ratePerSecond: 50 };

test.each([
  ["running", "120 of 400 replayed, 3 skipped; about 6 s to go"],
  ["paused", "120 of 400 replayed, 3 skipped; 277 wait until it is resumed"],
  ["completed", "120 of 400 replayed, 3 skipped"],
  ["cancelled", "120 of 400 replayed, 3 skipped; 277 left as they were"],
] as const)("a job that is %s says where it stands", (state, words) => {
  expect(progressWords({ ...job, state })).toBe(words);
});

test("the bar counts what was skipped as handled, and never runs over", () => {
  expect(doneShare(job)).toBeCloseTo(0.3075);
  expect(doneShare({ matched: 0, replayed: 0, skipped: 0 })).toBe(1);
  expect(doneShare({ matched: 10, replayed: 12, skipped: 0 })).toBe(1);
});
