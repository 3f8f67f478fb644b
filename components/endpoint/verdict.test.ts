import { describe, expect, it } from "vitest";
import { phraseText } from "#components/delivery/verdict.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { endpointVerdict } from "./verdict.ts";

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0);
const iso = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

type Facts = Parameters<typeof endpointVerdict>[0]["endpoint"];

function endpoint(change: Partial<Facts>, health: Partial<Endpoint["health"]> = {}): Facts {
  return {
    status: "active",
    statusReason: null,
    lastStatus: null,
    verification: { status: "unverified", checkedAt: null, reason: null },
    deletedAt: null,
    health: {
      state: "healthy",
      successRate24h: 1,
      avgResponseTime: 90,
      p50ResponseTime: 80,
      p95ResponseTime: 240,
      lastResponseTime: 84,
      consecutiveFailures: 0,
      errorsSinceLastSuccess: 0,
      lastSuccessAt: iso(-1),
      failingSince: null,
      suspendsAt: null,
      ...health,
    },
    ...change,
  };
}

function words(facts: Facts, isHeld = false): string {
  const { happened, next, advice } = endpointVerdict({ endpoint: facts, isHeld });
  return [phraseText(happened, NOW, "UTC"), phraseText(next, NOW, "UTC"), advice ?? ""].filter(Boolean).join(" | ");
}

const REFUSED = { code: 503, message: "The receiver answered 503.", timestamp: iso(-2) };

describe("an endpoint's verdict", () => {
  it("says how much succeeds and how fast", () => {
    expect(words(endpoint({}))).toBe(
      "Every attempt in the last 24 hours succeeded; 95 of 100 were answered within 240 ms.",
    );
    expect(words(endpoint({}, { successRate24h: 0.998, p95ResponseTime: null }))).toBe(
      "99.8% of the attempts in the last 24 hours succeeded.",
    );
  });

  it("says since when it fails, what the receiver answers and when Posthouse gives in", () => {
    const health = {
      state: "failing" as const,
      successRate24h: 0,
      consecutiveFailures: 14,
      failingSince: iso(-26 * 60),
      suspendsAt: iso(4 * 24 * 60),
    };
    const text = words(endpoint({ lastStatus: REFUSED }, health));
    expect(text).toMatch(/^14 attempts in a row failed, the first yesterday at 10:00\. The receiver answered 503\. \|/);
    expect(text).toContain("If nothing succeeds, Posthouse suspends it Tuesday around 12:00.");
  });

  it("tells the two suspensions apart", () => {
    expect(words(endpoint({ status: "suspended", statusReason: "gone" }))).toContain("410 Gone");
    const failing = { consecutiveFailures: 62, failingSince: iso(-60) };
    expect(words(endpoint({ status: "suspended", statusReason: "failing" }, failing))).toContain(
      "Suspended by Posthouse: 62 attempts in a row failed, the first at 11:00.",
    );
  });

  it("says that deliveries wait while it is paused or not verified", () => {
    expect(words(endpoint({ status: "paused", statusReason: "manual" }))).toContain("Deliveries wait");
    expect(words(endpoint({}), true)).toContain("wait until it is verified");
  });

  it("does not take silence for health", () => {
    const idle = { state: "idle" as const, successRate24h: null, p95ResponseTime: null };
    expect(words(endpoint({}, idle))).toContain("Nothing has been sent yet.");
    expect(words(endpoint({ lastStatus: { ...REFUSED, timestamp: iso(-3 * 24 * 60) } }, idle))).toContain(
      "the last attempt was on 17 Nov at 12:00. The receiver answered 503.",
    );
  });

  it("says that a deleted one gets nothing more", () => {
    expect(words(endpoint({ status: "inactive", deletedAt: iso(-60) }))).toBe(
      "Deleted at 11:00. | Nothing is sent to it any more; its history stays readable.",
    );
  });
});
