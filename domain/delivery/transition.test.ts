import { expect, test } from "vitest";
import { afterAttempt, afterLostAttempt, type Outcome } from "./transition.ts";

const ok: Outcome = { kind: "succeeded", responseCode: 204 };
const refused = (
  responseCode: number | null,
  error: "http_status" | "blocked_address" | "timeout" = "http_status",
): Outcome => ({
  kind: "failed",
  error,
  message: "",
  responseCode,
  retryAfterSeconds: null,
});
const schedule = [10, 20];
const random = () => 0.5;

test.each([
  ["a success ends it", ok, 1, "event", schedule, "succeeded"],
  ["a success on the last attempt ends it well", ok, 3, "event", schedule, "succeeded"],
  ["a failure with attempts left is retried", refused(500), 2, "event", schedule, "retrying"],
  ["a timeout is retried", refused(null, "timeout"), 1, "replay", schedule, "retrying"],
  ["the last failure makes a dead letter", refused(500), 3, "event", schedule, "dead_letter"],
  ["a schedule that became shorter makes a dead letter", refused(500), 7, "event", schedule, "dead_letter"],
  ["410 is not retried", refused(410), 1, "event", schedule, "failed"],
  ["a blocked address is not retried", refused(null, "blocked_address"), 1, "event", schedule, "failed"],
  ["without a retry schedule a failure is final", refused(500), 1, "event", [], "failed"],
  ["a test is never retried", refused(500), 1, "test", schedule, "failed"],
] as const)("%s", (_, outcome, attemptCount, trigger, given, status) => {
  const delivery = { attemptCount, attemptsLost: 0, trigger };
  expect(afterAttempt(outcome, delivery, { schedule: given, random }).status).toBe(status);
});

test("attempts that a worker lost use up none of the schedule", () => {
  const after = (attemptCount: number, attemptsLost: number) =>
    afterAttempt(refused(500), { attemptCount, attemptsLost, trigger: "event" }, { schedule, random });
  expect(after(3, 2)).toEqual(after(1, 0));
  expect(after(4, 2)).toEqual({ status: "retrying", retryInMs: 20_000 });
  expect(after(5, 2)).toEqual({ status: "dead_letter", retryInMs: null });
});

test.each([
  [0, "retrying", 5000],
  [1, "retrying", 5000],
  [2, "failed", null],
] as const)("after %i leases lost in a row another one makes it %s", (leasesLost, status, retryInMs) => {
  expect(afterLostAttempt({ leasesLost }, random)).toEqual({ status, retryInMs });
});
