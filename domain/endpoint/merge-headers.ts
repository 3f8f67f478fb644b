import { invalidField } from "#domain/error.ts";
import { ENDPOINT_SETTINGS } from "./words.ts";

/** Custom headers after a change: given values replace, null removes, the rest stays. Names are in lower case. */
export function mergeHeaders(
  current: Record<string, string>,
  change: Record<string, string | null>,
): Record<string, string> {
  const kept = Object.entries(current).filter(([name]) => !Object.hasOwn(change, name));
  const set = Object.entries(change).filter((entry): entry is [string, string] => entry[1] !== null);
  const merged = [...kept, ...set];
  const { entriesMax, fault } = ENDPOINT_SETTINGS.headerNames;
  if (merged.length > entriesMax) throw invalidField("requestConfig.headers", fault);
  return Object.fromEntries(merged);
}
