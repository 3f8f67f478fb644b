import { formatDuration } from "#components/format/number.ts";

/** A span that somebody set, in whole seconds where it is short: `5 s`, `1.5 s`, `30 min`, `2 h`. Takes seconds. */
export function spanWords(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000);
}
