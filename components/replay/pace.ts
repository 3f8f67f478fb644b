import { formatDuration } from "#components/format/duration.ts";

/** The paces that the API takes: whole numbers of deliveries per second. */
export const RATE_MIN = 1;
export const RATE_MAX = 1000;
export const RATE_DEFAULT = 50;

export function isRate(rate: number): boolean {
  return Number.isInteger(rate) && rate >= RATE_MIN && rate <= RATE_MAX;
}

/** How long that many deliveries take at that pace: `about 3 min`. */
export function spanAtRate(deliveries: number, ratePerSecond: number): string {
  const seconds = Math.ceil(deliveries / ratePerSecond);
  if (seconds <= 1) return "about a second";
  return `about ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}`;
}
