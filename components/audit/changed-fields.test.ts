import { expect, test } from "vitest";
import { changedFields } from "./changed-fields.ts";

test("only what differs is told, objects taken apart", () => {
  const before = { name: "Orders", suspension: { minFailures: 10, minSeconds: 432_000 }, validateEvents: false };
  const after = { name: "Orders", suspension: { minFailures: 20, minSeconds: 432_000 }, validateEvents: true };
  expect(changedFields(before, after)).toEqual({
    fields: [
      { path: "suspension.minFailures", from: "10", to: "20" },
      { path: "validateEvents", from: "no", to: "yes" },
    ],
    hidden: 0,
  });
});

test.each([
  ["what was created", null, { name: "Till", description: "" }, [{ path: "name", from: null, to: "Till" }]],
  ["what was removed", { role: "admin" }, null, [{ path: "role", from: "admin", to: null }]],
  ["what was emptied", { version: "2" }, { version: null }, [{ path: "version", from: "2", to: null }]],
  [
    "spans by their unit",
    { timeoutMs: 15_000 },
    { timeoutMs: 500 },
    [{ path: "timeoutMs", from: "15 s", to: "500 ms" }],
  ],
  ["a schedule", {}, { retrySchedule: [5, 300] }, [{ path: "retrySchedule", from: null, to: "5.0 s, 5 min" }]],
  ["nothing", { a: { b: 1 } }, { a: { b: 1 } }, []],
  ["neither side", null, null, []],
])("%s", (_, before, after, fields) => {
  expect(changedFields(before, after).fields).toEqual(fields);
});

test("a schema with thousands of fields is cut, and says so", () => {
  const wide = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`field${at}`, at]));
  const { fields, hidden } = changedFields(null, wide);
  expect([fields.length, hidden]).toEqual([100, 30]);
});
