/**
 * How far `at` lies from `now` in words: `just now`, `now`, `12 s ago`, `3 min ago`, `in 5 min`, `2 h ago`, `4 d ago`.
 * Both in ms since 1970. Past 30 days it is the date, `21 Nov 2025` (UTC).
 */
export function formatRelativeTime(at: number, now: number): string {
  const distance = at - now;
  const span = Math.abs(distance);
  if (!Number.isFinite(span)) return "–";
  if (span < 5 * SECOND) return distance > 0 ? "now" : "just now";
  if (span > 30 * DAY) return DATE.format(at);
  const words = spanWords(span);
  return distance > 0 ? `in ${words}` : `${words} ago`;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

function spanWords(span: number): string {
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h`;
  return `${Math.floor(span / DAY)} d`;
}
