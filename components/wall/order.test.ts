import { describe, expect, it } from "vitest";
import type { EndpointGlance } from "#domain/wall/schema.ts";
import { isTroubled, stateCounts, worstFirst } from "./order.ts";

function glance(id: string, facts: Partial<EndpointGlance>): EndpointGlance {
  const none = { successRate24h: null, p95ResponseTime: null, backlog: 0, failingSince: null, traffic: [] };
  return { id, name: id, url: "https://example.com", status: "active", state: "healthy", ...none, ...facts };
}

describe("the order on a wall", () => {
  const endpoints = [
    glance("a", {}),
    glance("b", { state: "failing" }),
    glance("c", { state: "idle" }),
    glance("d", { status: "suspended", state: "failing" }),
    glance("e", { status: "paused", state: "failing" }),
    glance("f", { state: "degraded" }),
    glance("g", {}),
    glance("h", { state: "failing" }),
  ];

  it("puts the worst first, and keeps those in the same state in the order they came", () => {
    expect(worstFirst(endpoints).map(({ id }) => id)).toEqual(["b", "h", "d", "f", "e", "a", "g", "c"]);
  });

  it("counts each state, and calls trouble what fails, is suspended or half works, but not what was paused", () => {
    const shown = worstFirst(endpoints);
    expect(stateCounts(shown)[0]).toEqual({ state: "failing", count: 2 });
    expect(stateCounts(shown).reduce((sum, { count }) => sum + count, 0)).toBe(endpoints.length);
    expect(shown.filter(isTroubled).map(({ id }) => id)).toEqual(["b", "h", "d", "f"]);
  });
});
