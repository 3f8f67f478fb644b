/** One pair as it is edited. `isStored`: its value is set, cannot be read back, and stays as it is. */
export type RecordRow = { key: string; value: string; isStored: boolean };
type Values = { [key: string]: string | null };

/** `stored` names have values that cannot be read back; null in the record means that one of them goes. */
export function toRows(record: Values, stored: readonly string[]): RecordRow[] {
  const kept = stored.filter((key) => !(key in record)).map((key) => ({ key, value: "", isStored: true }));
  const set = Object.entries(record).flatMap(([key, value]) =>
    value === null ? [] : [{ key, value, isStored: false }],
  );
  return [...kept, ...set];
}

/** The pairs that are set, and null for each stored one that is gone. Empty rows say nothing. */
export function toRecord(rows: readonly RecordRow[], stored: readonly string[]): Values {
  if (rows.some((_, at) => rowFault(rows, at) !== undefined)) return asRefused(rows);
  const filled = rows.filter(isFilled);
  const names = new Set(filled.map(nameOf));
  const removed = stored.filter((name) => !names.has(name.toLowerCase())).map((name) => [name, null] as const);
  const set = filled.filter(({ isStored }) => !isStored).map(({ key, value }) => [key.trim(), value] as const);
  return Object.fromEntries<string | null>([...removed, ...set]);
}

/** Why a row cannot be told from the others: a value without a name, or a name that stands above already. */
export function rowFault(rows: readonly RecordRow[], at: number): string | undefined {
  const row = rows[at];
  if (row === undefined || !isFilled(row)) return undefined;
  if (nameOf(row) === "") return "Give it a name";
  return rows.slice(0, at).some((other) => nameOf(other) === nameOf(row))
    ? `${nameOf(row)} stands here twice`
    : undefined;
}

function nameOf({ key }: RecordRow): string {
  return key.trim().toLowerCase();
}

function isFilled({ key, value }: RecordRow): boolean {
  return key.trim() !== "" || value !== "";
}

/** Rows that no record can hold: an array is none, so that every schema refuses it, and the field says why. */
function asRefused(rows: readonly RecordRow[]): Values {
  return rows as unknown as Values;
}
