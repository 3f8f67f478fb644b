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
