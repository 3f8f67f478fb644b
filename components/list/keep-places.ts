/** A row of a live list. `hasLeft`: it fitted the filters when it was shown and does no more, so its facts are old. */
export type LiveRow<Row> = Row & { hasLeft?: true };
export type LivePage<Row> = { data: LiveRow<Row>[]; nextCursor: string | null };

/**
 * Freshly read pages with the rows that meanwhile left the filters still in their places, so that nothing moves under
 * the reader. Rows stand newest first, which is the order of their ids.
 */
export function keepPlaces<Row extends { id: string }>(
  before: readonly LivePage<Row>[],
  after: readonly LivePage<Row>[],
): LivePage<Row>[] {
  const found = new Set(after.flatMap((page) => page.data.map((row) => row.id)));
  const left = before.flatMap((page) => page.data).filter((row) => !found.has(row.id));
  let above: string | null = null;
  return after.map((page) => {
    const upper = above;
    const last = page.data.at(-1)?.id ?? null;
    const lower = page.nextCursor === null ? null : last;
    above = last ?? above;
    const kept = left.filter((row) => (upper === null || row.id < upper) && (lower === null || row.id > lower));
    if (kept.length === 0) return page;
    const rows: LiveRow<Row>[] = [...page.data, ...kept.map((row): LiveRow<Row> => ({ ...row, hasLeft: true }))];
    return { ...page, data: rows.sort((one, other) => (one.id < other.id ? 1 : -1)) };
  });
}
