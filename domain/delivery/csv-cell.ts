/**
 * A value as one cell of RFC 4180 CSV. Whatever a spreadsheet might take for a formula (it begins with = + - @, a tab or
 * a line break, also in full width) gets an apostrophe before it, as OWASP advises; null is an empty cell.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  // Quoting all but plain words also keeps a cell whole where a spreadsheet separates by semicolons.
  return PLAIN.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** One line of cells with its end. */
export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const PLAIN = /^[\w.:-]*$/;
