import fc from "fast-check";
import { expect, test } from "vitest";
import { DomainError } from "#domain/error.ts";
import { chartRange, POINTS_MAX } from "./range.ts";

const now = new Date("2026-03-10T12:34:56.789Z");
const hoursBefore = (hours: number) => new Date(now.getTime() - hours * 3_600_000);

test.each([
  [1, 60],
  [4.9, 120],
  [24, 600],
  [7 * 24, 3600],
  [30 * 24, 6 * 3600],
  [90 * 24, 86_400],
  [3650 * 24, 28 * 86_400],
])("a chart of %d hours has steps of %i s", (hours, stepSeconds) => {
  expect(chartRange({ after: hoursBefore(hours) }, now).stepSeconds).toBe(stepSeconds);
});

test("a chart without bounds shows the last 24 hours", () => {
  expect(chartRange({}, now)).toEqual({
    from: new Date("2026-03-09T12:30:00Z"),
    to: new Date("2026-03-10T12:40:00Z"),
    stepSeconds: 600,
  });
});

test("a chart with an end alone shows the 24 hours before it", () => {
  const before = new Date("2026-01-02T00:00:00Z");
  expect(chartRange({ before }, now)).toMatchObject({ from: new Date("2026-01-01T00:00:00Z"), to: before });
});

test("every range has 1 to 170 whole steps that cover it", () => {
  const bounds = fc.tuple(fc.integer({ min: -1e12, max: 4e12 }), fc.integer({ min: 1, max: 3.3e11 }));
  fc.assert(
    fc.property(bounds, ([startMs, spanMs]) => {
      const [after, before] = [new Date(startMs), new Date(startMs + spanMs)];
      const { from, to, stepSeconds } = chartRange({ after, before }, now);
      const points = (to.getTime() - from.getTime()) / (stepSeconds * 1000);
      expect(Number.isInteger(points)).toBe(true);
      expect(points).toBeGreaterThanOrEqual(1);
      expect(points).toBeLessThanOrEqual(POINTS_MAX);
      expect(from.getTime()).toBeLessThanOrEqual(startMs);
      expect(to.getTime()).toBeGreaterThanOrEqual(before.getTime());
    }),
  );
});

test.each([
  ["the same moment twice", now, now],
  ["the wrong way round", now, hoursBefore(1)],
  ["a start after now without an end", new Date("2030-01-01T00:00:00Z"), undefined],
  ["twenty years", new Date("2006-03-10T00:00:00Z"), undefined],
])("%s is refused with an issue on `after`", (_, after, before) => {
  const attempt = () => chartRange({ after, ...(before ? { before } : {}) }, now);
  expect(attempt).toThrow(DomainError);
  expect(attempt).toThrow(/^after:/);
});
