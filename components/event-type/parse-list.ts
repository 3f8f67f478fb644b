import type { z } from "zod";
import { createEventTypeInput } from "#domain/event-type/schema.ts";
import { IMPORT_ROWS_MAX } from "#domain/event-type/words.ts";
import { isJsonObject } from "#domain/rule/json-object.ts";

/** One event type of a pasted list. `at` says where it stands: `Line 3`, or `Item 3` of a JSON array. */
export type ListRow = { at: string; input: z.input<typeof createEventTypeInput> };
export type ListFault = { at: string; message: string };
export type ParsedList = { rows: ListRow[]; faults: ListFault[] };

/**
 * Reads a pasted list of event types: a JSON array of names or objects, what the API's list answers, one JSON object a
 * line, or one name a line with its description behind it. Each fault says where it stands; good rows are kept.
 */
export function parseList(text: string): ParsedList {
  const items = itemsOf(text.trim());
  if (!Array.isArray(items)) return { rows: [], faults: [items] };
  if (items.length > IMPORT_ROWS_MAX) {
    const message = `The list has ${items.length} event types; at most ${IMPORT_ROWS_MAX} can be imported at once.`;
    return { rows: [], faults: [{ at: "", message }] };
  }
  return refuseRepeats(items.map(readItem));
}

type Item = { at: string; value: unknown; fault?: string };

function itemsOf(text: string): Item[] | ListFault {
  if (text === "") return [];
  const whole = text.startsWith("[") || text.startsWith("{") ? parseJson(text) : { fault: "" };
  const list = "value" in whole ? listIn(whole.value) : null;
  if (list !== null) return list.map((value, at) => ({ at: `Item ${at + 1}`, value }));
  if (text.startsWith("[")) return { at: "", message: `This is not JSON: ${"fault" in whole ? whole.fault : ""}` };
  return text
    .split("\n")
    .map((line, at) => ({ at: `Line ${at + 1}`, line: line.trim() }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"))
    .map(({ at, line }) => (line.startsWith("{") ? jsonLine(at, line) : { at, value: namedLine(line) }));
}

/** The list itself, or the one inside what the API answers or takes. One object alone is no list: it is a line. */
function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  const inside = isJsonObject(value) ? (value.eventTypes ?? value.data) : undefined;
  if (Array.isArray(inside)) return inside;
  return isJsonObject(value) ? [value] : null;
}

function jsonLine(at: string, line: string): Item {
  const parsed = parseJson(line);
  return "value" in parsed ? { at, value: parsed.value } : { at, value: null, fault: `Not JSON: ${parsed.fault}` };
}

/** `order.paid  An order was paid`, with blanks, a tab, a comma or a semicolon between. */
function namedLine(line: string): unknown {
  const [, name = "", description = ""] = /^([^\s,;]+)[\s,;]*(.*)$/.exec(line) ?? [];
  return { name, description: description.replace(/^"(.*)"$/, "$1") };
}

function readItem({ at, value, fault }: Item): ListRow | ListFault {
  if (fault !== undefined) return { at, message: fault };
  const given = typeof value === "string" ? { name: value } : value;
  if (!isJsonObject(given)) return { at, message: "Neither a name nor an object" };
  const parsed = createEventTypeInput.safeParse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !READ_ONLY.has(name))),
  );
  if (parsed.success) return { at, input: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") return { at, message: `Unknown field ${issue.keys[0] ?? ""}` };
  const path = issue?.path.join(".") ?? "";
  return { at, message: path === "" ? (issue?.message ?? "") : `${path}: ${issue?.message}` };
}

/** What the API's list says besides. */
const READ_ONLY = new Set(["object", "id", "appId", "archivedAt", "createdAt", "updatedAt"]);

function refuseRepeats(read: readonly (ListRow | ListFault)[]): ParsedList {
  const rows: ListRow[] = [];
  const faults: ListFault[] = [];
  const seen = new Map<string, string>();
  for (const one of read) {
    if ("message" in one) {
      faults.push(one);
      continue;
    }
    const before = seen.get(one.input.name);
    if (before === undefined) rows.push(one);
    else faults.push({ at: one.at, message: `${one.input.name} stands in the list already: ${before}` });
    seen.set(one.input.name, before ?? one.at);
  }
  return { rows, faults };
}

function parseJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : "it cannot be read" };
  }
}
