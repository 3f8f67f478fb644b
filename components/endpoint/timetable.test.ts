import { expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from "#domain/delivery/rule/retry-policy.ts";
import { timetable } from "./timetable.ts";

test("no waits are one attempt", () => {
  expect(timetable([])).toEqual([{ number: 1, waitSeconds: 0, afterSeconds: 0 }]);
});

test("the product's own schedule makes ten attempts in a little over three days", () => {
  const rows = timetable(DEFAULT_RETRY_SCHEDULE_SECONDS);
  expect(rows).toHaveLength(10);
  expect(rows[2]).toEqual({ number: 3, waitSeconds: 300, afterSeconds: 305 });
  expect(rows.at(-1)?.afterSeconds).toBe(272_105);
});
