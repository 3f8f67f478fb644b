import { expect, test } from "vitest";
import { changedSettings, changeWords } from "./change-words.ts";

test.each([
  [{ action: "endpoint.create", before: null, after: { url: "x" } }, "created it"],
  [
    { action: "endpoint.update", before: { status: "active", statusReason: null }, after: { status: "paused" } },
    "paused it",
  ],
  [{ action: "endpoint.update", before: { status: "suspended" }, after: { status: "active" } }, "resumed it"],
  [
    { action: "endpoint.update", before: { url: "a", timeoutMs: 1 }, after: { url: "b", timeoutMs: 2 } },
    "changed URL, timeout",
  ],
  [{ action: "endpoint.update", before: {}, after: { headerValuesChanged: ["x"] } }, "changed header values"],
  [
    { action: "endpoint.rotate_secret", before: {}, after: { graceSeconds: 0 } },
    "rotated the signing secret; the older one ended at once",
  ],
  [
    { action: "endpoint.rotate_secret", before: {}, after: { graceSeconds: 86_400 } },
    "rotated the signing secret; the older one signs too for 1 d",
  ],
  [{ action: "endpoint.unheard_of", before: null, after: null }, "endpoint.unheard_of"],
])("%o reads as %s", (entry, words) => expect(changeWords(entry)).toBe(words));

test("waits and timeouts read as spans", () => {
  const before = { timeoutMs: 15_000, retrySchedule: null };
  const after = { timeoutMs: 2500, retrySchedule: [5, 300] };
  expect(changedSettings({ action: "endpoint.update", before, after })).toEqual([
    { name: "timeout", from: "15 s", to: "2.5 s" },
    { name: "retry schedule", from: "the app’s", to: "5 s, 5 min" },
  ]);
});

test("both values of a changed setting are told", () => {
  const entry = {
    action: "endpoint.update",
    before: { eventTypes: null, status: "x" },
    after: { eventTypes: ["a", "b"] },
  };
  expect(changedSettings(entry)).toEqual([{ name: "event types", from: "all events", to: "a, b" }]);
});
