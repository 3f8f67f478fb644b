import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRequestLimit, LIMIT_WINDOW_SECONDS } from "./limit.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const refusal = (answer: Promise<void>) =>
  answer.then(
    () => null,
    (error: unknown) => error,
  );

test("as many requests pass as the rate allows, the next is refused with when to come back, and then they pass again", async () => {
  const limit = createRequestLimit(3);
  for (let sent = 0; sent < 3 * LIMIT_WINDOW_SECONDS; sent++) await limit.count("a");
  vi.advanceTimersByTime(2500);
  expect(await refusal(limit.count("a"))).toMatchObject({
    code: "rate_limited",
    retryAfterSeconds: LIMIT_WINDOW_SECONDS - 2,
  });
  vi.advanceTimersByTime((LIMIT_WINDOW_SECONDS - 2) * 1000);
  expect(await refusal(limit.count("a"))).toBeNull();
});

test("one caller's requests take nothing from another's", async () => {
  const limit = createRequestLimit(1);
  for (let sent = 0; sent < LIMIT_WINDOW_SECONDS; sent++) await limit.count("a");
  expect(await refusal(limit.count("a"))).not.toBeNull();
  expect(await refusal(limit.count("b"))).toBeNull();
});
