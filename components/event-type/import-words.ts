import { formatNumber } from "#components/format/number.ts";

/** What an import did or would do, in one line: `3 new, 1 changed, 12 as they were`. */
export function countWords(counts: { created: number; updated: number; unchanged: number }): string {
  const words = [
    counts.created === 0 ? null : `${formatNumber(counts.created)} new`,
    counts.updated === 0 ? null : `${formatNumber(counts.updated)} changed`,
    counts.unchanged === 0 ? null : `${formatNumber(counts.unchanged)} as they were`,
  ].filter((word) => word !== null);
  return words.length === 0 ? "nothing" : words.join(", ");
}

/** `schema`, `schema and example`, `description, schema and example`. */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
