import { expect, test } from "vitest";
import { phraseText } from "#components/delivery/verdict.ts";
import type { FailingEndpoint } from "#domain/health/schema.ts";
import { backlogAttention, backlogWords, endpointAttention } from "./attention.ts";

const now = Date.UTC(2025, 10, 21, 13, 30, 0);
const at = (offsetMs: number) => new Date(now + offsetMs).toISOString();
const HOUR_MS = 3_600_000;

const failing: FailingEndpoint = {
  id: "ep_1",
  name: "Warehouse",
  url: "https://example.com",
  status: "active",
  statusReason: null,
  state: "failing",
  successRate24h: 0.1,
  consecutiveFailures: 12,
  failingSince: at(-3 * HOUR_MS),
  suspendsAt: at(48 * HOUR_MS),
  lastStatus: { code: 503, message: "The receiver answered 503.", timestamp: at(-HOUR_MS) },
};

function words(endpoint: FailingEndpoint) {
  const { happened, next } = endpointAttention(endpoint);
  return `${phraseText(happened, now, "UTC")} ${phraseText(next, now, "UTC")}`;
}

test("a failing endpoint says since when, why, and when it is suspended", () => {
  expect(words(failing)).toBe(
    "12 attempts in a row failed, the first at 10:30. The receiver answered 503. If nothing succeeds, Posthouse suspends it Sunday around 13:30.",
  );
  expect(endpointAttention(failing).advice).toMatch(/receiver’s side/);
});

test("a suspended endpoint that answered 410 is told apart from one that kept failing", () => {
  const suspended = { ...failing, status: "suspended", suspendsAt: null } as const;
  expect(words({ ...suspended, statusReason: "gone" })).toMatch(/410 Gone/);
  expect(words({ ...suspended, statusReason: "failing" })).toMatch(
    /^Suspended by Posthouse: 12 attempts in a row failed/,
  );
});

test("a backlog asks for attention only when something is overdue", () => {
  expect(backlogAttention({ backlog: 500, oldestDueAt: null }, now)).toBeNull();
  expect(backlogAttention({ backlog: 500, oldestDueAt: at(-20_000) }, now)).toBeNull();
  const late = backlogAttention({ backlog: 500, oldestDueAt: at(-10 * 60_000) }, now);
  expect(late && phraseText(late.happened, now, "UTC")).toBe(
    "Deliveries go out late: the longest overdue one was due at 13:20.",
  );
});

test("a backlog past what is counted says so", () => {
  expect(backlogWords(9_999)).toBe("9,999");
  expect(backlogWords(10_000)).toBe("10,000+");
});
