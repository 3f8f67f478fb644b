import fc from "fast-check";
import { expect, test } from "vitest";
import { BUCKET_BOUNDS_MS, BUCKET_COUNT, bucketOf, quantile } from "./histogram.ts";

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [4, 3],
  [30_000, BUCKET_COUNT - 2],
  [30_001, BUCKET_COUNT - 1],
])("%i ms falls into bucket %i", (ms, bucket) => expect(bucketOf(ms)).toBe(bucket));

test("no durations have no percentile", () => expect(quantile(new Array(BUCKET_COUNT).fill(0), 0.5)).toBeNull());

test("a percentile lies inside the bucket of the exact one", () => {
  const durations = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (sample, q) => {
      const counts: number[] = new Array(BUCKET_COUNT).fill(0);
      for (const ms of sample) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
      const exact = [...sample].sort((a, b) => a - b)[Math.ceil(q * sample.length) - 1] ?? 0;
      const estimate = quantile(counts, q) ?? -1;
      const bucket = bucketOf(exact);
      expect(estimate).toBeGreaterThanOrEqual(BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
      expect(estimate).toBeLessThanOrEqual(BUCKET_BOUNDS_MS[bucket] ?? 30_000);
    }),
  );
});
