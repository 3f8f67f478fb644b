import { rangeWords } from "#components/time/words.ts";
import { type Filters, type KnownWords, textsOf, wordOf } from "./filter.ts";

/** What filters are set to, one part for each: `Failed or dead letter`, `to Warehouse`, `since 21 Nov 14:05`. */
export function filterPhrases(
  filters: Filters,
  values: Readonly<Record<string, unknown>> & { after?: string | null; before?: string | null },
  { known, timeZone }: { known: Readonly<Record<string, KnownWords>>; timeZone: string },
): string[] {
  const parts = Object.entries(filters).flatMap(([name, filter]) => {
    if (filter.kind === "after" || filter.kind === "before") return [];
    const words = textsOf(filter, values[name]).map((text) => wordOf(filter, text, known[name]));
    if (words.length === 0) return [];
    const phrase = words
      .map((word, at) => (at > 0 && filter.kind === "choices" ? word.toLowerCase() : word))
      .join(" or ");
    return [filter.phrase?.(phrase) ?? phrase];
  });
  const range = rangeWords({ after: values.after ?? null, before: values.before ?? null }, timeZone);
  return range === null ? parts : [...parts, range];
}
