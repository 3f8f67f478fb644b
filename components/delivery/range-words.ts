/** A span of time for a filter's chip: `since 21 Nov 14:05`, `until …`, `21 Nov 14:05 – 15:05`. Null: no bounds. */
export function rangeWords(
  { after, before }: { after: string | null; before: string | null },
  timeZone: string,
): string | null {
  if (after === null && before === null) return null;
  if (before === null) return `since ${words(after, timeZone)}`;
  if (after === null) return `until ${words(before, timeZone)}`;
  const [from, to] = [words(after, timeZone), words(before, timeZone)];
  const day = from.slice(0, -CLOCK_LENGTH);
  return `${from} – ${to.startsWith(day) ? to.slice(-CLOCK_LENGTH).trim() : to}`;
}

const CLOCK_LENGTH = " 14:05".length;

function words(at: string | null, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  };
  return new Intl.DateTimeFormat("en-GB", options).format(new Date(at ?? "")).replace(", ", " ");
}
