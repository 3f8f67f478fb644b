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
