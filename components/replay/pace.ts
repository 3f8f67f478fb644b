import { formatDuration } from "#components/format/duration.ts";

/** The paces that the API takes, in deliveries per second. */
export const RATE_MIN = 1;
export const RATE_MAX = 1000;
export const RATE_DEFAULT = 50;

/** A pace as typed; null where it is none that the API takes. */
export function parseRate(text: string): number | null {
  const rate = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return rate >= RATE_MIN && rate <= RATE_MAX ? rate : null;
}

/** How long that many deliveries take at that pace: `about 3 min`. */
export function spanAtRate(deliveries: number, ratePerSecond: number): string {
  const seconds = Math.ceil(deliveries / ratePerSecond);
  if (seconds <= 1) return "about a second";
  return `about ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}`;
}
