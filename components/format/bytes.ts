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
