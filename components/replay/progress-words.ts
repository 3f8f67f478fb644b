import { formatDuration, formatNumber } from "#components/format/number.ts";
import type { Replay } from "#domain/replay/schema.ts";

type Progress = Pick<Replay, "state" | "matched" | "replayed" | "skipped" | "ratePerSecond">;

/** The part that is handled, 0–1; a job without deliveries is done. */
export function doneShare({ matched, replayed, skipped }: Pick<Progress, "matched" | "replayed" | "skipped">): number {
  return matched === 0 ? 1 : Math.min(1, (replayed + skipped) / matched);
}

/** Where a job stands, in a line: `120 of 400 replayed, 3 skipped; about 6 s to go`. */
export function progressWords(job: Progress): string {
  const { state, matched, replayed, skipped, ratePerSecond } = job;
  const left = Math.max(0, matched - replayed - skipped);
  const leftOut = skipped === 0 ? "" : `, ${formatNumber(skipped)} skipped`;
  const done = `${formatNumber(replayed)} of ${formatNumber(matched)} replayed${leftOut}`;
  switch (state) {
    case "running":
      return `${done}; ${spanAtRate(left, ratePerSecond)} to go`;
    case "paused":
      return `${done}; ${formatNumber(left)} wait until it is resumed`;
    case "completed":
      return done;
    case "cancelled":
      return `${done}; ${formatNumber(left)} left as they were`;
  }
}

/** How long that many deliveries take at that pace: `about 3 min`. */
export function spanAtRate(deliveries: number, ratePerSecond: number): string {
  const seconds = Math.ceil(deliveries / ratePerSecond);
  if (seconds <= 1) return "about a second";
  return `about ${seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}`;
}
