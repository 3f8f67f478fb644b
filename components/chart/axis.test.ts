import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { timeTicks, valueTicks } from "./axis.ts";

const HOUR_MS = 3_600_000;

function buckets(firstAt: string, count: number, stepMs: number) {
  return Array.from({ length: count }, (_, index) => Date.parse(firstAt) + index * stepMs);
}

describe("timeTicks", () => {
  it("labels round times, few of them", () => {
    const starts = buckets("2025-11-21T11:07:00Z", 60, 60_000);
    const ticks = timeTicks(starts, { offsetMinutes: 0, ticksMax: 6 });
    expect(ticks.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
      "11:10",
      "11:20",
      "11:30",
      "11:40",
      "11:50",
      "12:00",
    ]);
  });

  it("takes days where they begin for the viewer, not in UTC", () => {
    const starts = buckets("2025-11-14T00:00:00Z", 168, HOUR_MS);
    const ticks = timeTicks(starts, { offsetMinutes: 330, ticksMax: 7 });
    // Midnight in +05:30 is 18:30 UTC: the first whole bucket of the new day starts at 19:00.
    expect(new Set(ticks.map((at) => new Date(at).toISOString().slice(11, 16)))).toEqual(new Set(["19:00"]));
    expect(ticks.length).toBe(7);
  });

  it("never gives more than asked, and nothing for nothing", () => {
    for (const count of [1, 2, 30, 300]) {
      const ticks = timeTicks(buckets("2025-11-14T00:00:00Z", count, 2.4 * HOUR_MS), {
        offsetMinutes: 60,
        ticksMax: 6,
      });
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
    expect(timeTicks([], { offsetMinutes: 0, ticksMax: 6 })).toEqual([]);
  });
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 5, 10]],
  [700, [0, 250, 500, 750]],
  [1600, [0, 1000, 2000]],
  [1_000_000, [0, 500_000, 1_000_000]],
])("up to %i: %j", (max, ticks) => expect(valueTicks(max)).toEqual(ticks));

test("the ticks cover the highest value, and are few", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (max) => {
      const ticks = valueTicks(max);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});
