import { formatDuration } from "#components/format/number.ts";
import { isJsonObject } from "#domain/rule/json-object.ts";

type Facts = Readonly<Record<string, unknown>> | null;

/** One field that a write changed: its dotted path, and its value as text before and after; null where it was not set. */
export type ChangedField = { path: string; from: string | null; to: string | null };

/**
 * What differs between the two sides of an audit entry, field by field, objects taken apart. With one side only (it was
 * created or removed) all that side knows. At most 100 fields; `hidden` says how many more there are.
 */
export function changedFields(before: Facts, after: Facts): { fields: ChangedField[]; hidden: number } {
  const [old, fresh] = [flatten(before), flatten(after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])];
  const changed = paths
    .filter((path) => !NOISE.has(path) && old.get(path) !== fresh.get(path))
    .map((path) => ({ path, from: old.get(path) ?? null, to: fresh.get(path) ?? null }));
  return { fields: changed.slice(0, FIELDS_MAX), hidden: Math.max(0, changed.length - FIELDS_MAX) };
}

const FIELDS_MAX = 100;
const DEPTH_MAX = 8;

/** Says nothing that the row does not say already. */
const NOISE = new Set(["object", "id", "createdAt", "updatedAt"]);

function flatten(facts: Facts): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (value: unknown, path: string, depth: number): void => {
    const entries = depth < DEPTH_MAX && isJsonObject(value) ? Object.entries(value) : [];
    if (entries.length === 0) {
      const text = valueText(path, value);
      if (text !== null) found.set(path, text);
      return;
    }
    for (const [name, inner] of entries) visit(inner, path === "" ? name : `${path}.${name}`, depth + 1);
  };
  if (facts !== null) visit(facts, "", 0);
  found.delete("");
  return found;
}

function valueText(path: string, value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return spanText(path, value);
  if (Array.isArray(value)) return listText(path, value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function spanText(path: string, value: number): string {
  if (/Ms$/.test(path)) return formatDuration(value);
  return /Seconds$/.test(path) ? formatDuration(value * 1000) : String(value);
}

function listText(path: string, list: readonly unknown[]): string {
  if (list.length === 0) return "none";
  const isSchedule = path === "retrySchedule";
  return list
    .map((one) =>
      isSchedule && typeof one === "number"
        ? formatDuration(one * 1000)
        : isJsonObject(one)
          ? JSON.stringify(one)
          : String(one),
    )
    .join(", ");
}
