/**
 * A span in the largest unit that keeps it readable: `84 ms`, `1.2 s`, `45 s`, `3 min`, `2 h 10 min`, `5 d`.
 * Takes milliseconds; anything that is no finite number becomes an en dash.
 */
export function formatDuration(milliseconds: number | null | undefined): string {
  const parts = durationParts(milliseconds);
  return parts.map((part) => (part.unit === "" ? part.value : `${part.value} ${part.unit}`)).join(" ");
}

type DurationPart = { value: string; unit: string };

/** The same span with value and unit apart, so that units can be set quietly. */
export function durationParts(milliseconds: number | null | undefined): DurationPart[] {
  if (milliseconds === null || milliseconds === undefined || !Number.isFinite(milliseconds)) {
    return [{ value: "–", unit: "" }];
  }
  const span = Math.max(0, milliseconds);
  if (span > 0 && span < 1) return [{ value: "< 1", unit: "ms" }];
  if (span < 999.5) return [{ value: String(Math.round(span)), unit: "ms" }];
  if (span < 9_950) return [{ value: (span / SECOND).toFixed(1), unit: "s" }];
  if (span < 59_500) return [{ value: String(Math.round(span / SECOND)), unit: "s" }];
  if (span < 59.5 * MINUTE) return [{ value: String(Math.round(span / MINUTE)), unit: "min" }];
  if (span < DAY - MINUTE / 2) return twoUnits(Math.round(span / MINUTE), 60, ["h", "min"]);
  return twoUnits(Math.round(span / HOUR), 24, ["d", "h"]);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function twoUnits(count: number, perLarge: number, [large, small]: [string, string]): DurationPart[] {
  const rest = count % perLarge;
  const first = { value: String(Math.floor(count / perLarge)), unit: large };
  return rest === 0 ? [first] : [first, { value: String(rest), unit: small }];
}
