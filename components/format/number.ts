/** A count with thousands separators: `12,408`. Null and NaN become an en dash. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return EXACT.format(value);
}

/** A count for narrow places: `950`, `12.4K`, `3.1M`. */
export function formatCompactNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  return COMPACT.format(value);
}

// A fixed locale keeps server and browser text the same.
const EXACT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/**
 * A share of 0–1 as percent: `100%`, `99.98%`, `97.4%`, `0%`. Never rounds up to 100 % or down to 0 %:
 * one failure in a million must not read as none.
 */
export function formatPercent(share: number | null | undefined): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return "–";
  if (share <= 0) return "0%";
  if (share >= 1) return "100%";
  const percent = share * 100;
  if (percent > 99.99) return "> 99.99%";
  if (percent < 0.01) return "< 0.01%";
  const digits = percent >= 99 || percent < 1 ? 2 : 1;
  const factor = 10 ** digits;
  const rounded = percent >= 99 ? Math.floor(percent * factor) / factor : Math.round(percent * factor) / factor;
  return `${rounded}%`;
}

/** A size in binary units: `0 B`, `512 B`, `1.5 KiB`, `64 KiB`, `2.3 MiB`. Takes bytes. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return "–";
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  let size = bytes;
  let index = -1;
  while (size >= 1023.5 && index < UNITS.length - 1) {
    size /= 1024;
    index += 1;
  }
  return `${Number(size.toFixed(size < 9.95 ? 1 : 0))} ${UNITS[index] ?? "B"}`;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB"];

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
