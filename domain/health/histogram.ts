/**
 * Upper bounds in milliseconds of the latency buckets, inclusive; one more bucket takes what is slower. Steps of at most
 * ×2 keep an interpolated percentile within the width of one bucket; 30,000 is the longest timeout an endpoint may have.
 */
export const BUCKET_BOUNDS_MS = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10_000,
  15_000, 20_000, 30_000,
] as const;

export const BUCKET_COUNT = BUCKET_BOUNDS_MS.length + 1;

/** The index of the bucket that a duration falls into. */
export function bucketOf(durationMs: number): number {
  const at = BUCKET_BOUNDS_MS.findIndex((bound) => durationMs <= bound);
  return at === -1 ? BUCKET_BOUNDS_MS.length : at;
}

/** The quantile (0–1) of bucketed durations in milliseconds, interpolated inside its bucket; null without any. */
export function quantile(counts: readonly number[], q: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * total;
  let below = 0;
  for (const [at, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) return interpolate(at, (rank - below) / count);
    below += count;
  }
  return BUCKET_BOUNDS_MS.at(-1) ?? null;
}

function interpolate(at: number, share: number): number {
  const low = BUCKET_BOUNDS_MS[at - 1] ?? 0;
  const high = BUCKET_BOUNDS_MS[at] ?? low;
  return Math.round(low + (high - low) * share);
}
