/** The instant in a named zone, `Fri 21 Nov 2025, 07:28:03`; the viewer's own zone when none is given. */
export function formatExactTime(at: number, timeZone?: string): string {
  const parts = new Map(
    format(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const date = `${part("weekday")} ${part("day")} ${part("month")} ${part("year")}`;
  return `${date}, ${part("hour")}:${part("minute")}:${part("second")}`;
}

function format(timeZone: string | undefined) {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}
