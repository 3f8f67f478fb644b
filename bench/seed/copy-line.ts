/** One row in PostgreSQL's COPY text format. The seed's values hold no tab, newline or backslash of their own. */
export function copyLine(values: readonly (string | number | null)[]): string {
  let line = "";
  for (const value of values) line += line === "" ? (value ?? "\\N") : `\t${value ?? "\\N"}`;
  return `${line}\n`;
}

/** As `toISOString`, in a third of its time: a history has many moments of few days. */
export function timestamp(ms: number): string {
  const whole = Math.floor(ms);
  const day = Math.floor(whole / DAY_MS);
  if (day !== knownDay) {
    knownDay = day;
    knownDate = new Date(day * DAY_MS).toISOString().slice(0, 11);
  }
  const rest = whole - day * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${knownDate}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${(rest % 1000) + 1000}Z`.replace(
    ".1",
    ".",
  );
}

const DAY_MS = 86_400_000;
const PAIRS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
let knownDay = Number.NaN;
let knownDate = "";

function two(value: number): string {
  return PAIRS[value] ?? "00";
}

/** Bytes given as hexadecimal digits, as COPY takes them. */
export function hexBytes(hex: string): string {
  return `\\\\x${hex}`;
}
