import type { Delivery } from "#domain/delivery/schema.ts";

/** A row of the log. `hasLeft`: it fitted the filters when it was shown and does no more, so its facts are old. */
export type LogRow = Delivery & { hasLeft?: true };
export type LogPage = { data: LogRow[]; nextCursor: string | null };

/**
 * Freshly read pages with the rows that meanwhile left the filters still in their places, so that nothing moves under
 * the reader. Rows stand newest first, which is the order of their ids.
 */
export function keepPlaces(before: readonly LogPage[], after: readonly LogPage[]): LogPage[] {
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
    const rows: LogRow[] = [...page.data, ...kept.map((row): LogRow => ({ ...row, hasLeft: true }))];
    return { ...page, data: rows.sort((one, other) => (one.id < other.id ? 1 : -1)) };
  });
}

/** Whether a row can still change by itself. */
export function isOpen({ status }: Pick<Delivery, "status">): boolean {
  return status === "pending" || status === "sending" || status === "retrying";
}
