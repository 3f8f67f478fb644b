import { formatDuration } from "#components/format/duration.ts";

/** How long that many deliveries take at that pace: `about 3 min`. */
export function spanAtRate(deliveries: number, ratePerSecond: number): string {
  const seconds = Math.ceil(deliveries / ratePerSecond);
  if (seconds <= 1) return "about a second";
  return `about ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}`;
}
