import { expect, test } from "vitest";
import { suspensionForecast } from "./suspension-forecast.ts";

const failingSince = new Date("2026-03-01T10:00:00Z");
const minSeconds = 5 * 86_400;

test.each([
  ["a streak ends five days after its first failure", 3, failingSince, true, "2026-03-06T10:00:00.000Z"],
  ["no streak, no forecast", 0, null, true, undefined],
  ["a paused endpoint is not suspended", 12, failingSince, false, undefined],
])("%s", (_, consecutiveFailures, since, isActive, expected) => {
  const forecast = suspensionForecast({ consecutiveFailures, failingSince: since }, { isActive, minSeconds });
  expect(forecast?.toISOString()).toBe(expected);
});
