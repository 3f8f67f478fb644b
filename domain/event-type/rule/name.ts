import type { TextRule } from "#domain/rule/field.ts";

/** `order.paid`: words of letters, digits and underscores, joined by dots. */
export const EVENT_TYPE_NAME = {
  lengthMax: 128,
  pattern: /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/,
  fault: "Must be words of letters, digits and _ joined by dots, such as order.paid",
} as const satisfies TextRule;

/** What an endpoint subscribes to: an exact name, `*`, or `order.*`, which matches every depth below `order.`. */
export const EVENT_TYPE_PATTERN = {
  lengthMax: EVENT_TYPE_NAME.lengthMax,
  pattern: /^(\*|[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*(\.\*)?)$/,
  fault: "Must be an event type such as order.paid, or order.*, or *",
} as const satisfies TextRule;

/** Every pattern that matches a type: matching is then set overlap, which the database does by itself. */
export function patternsMatching(type: string): string[] {
  return ["*", ...familiesOf(type), type];
}

/** Those of them that say so by name: all but `*`. */
export function patternsNaming(type: string): string[] {
  return [...familiesOf(type), type];
}

/** `order.line.added` → `order.*`, `order.line.*`. */
export function familiesOf(type: string): string[] {
  const words = type.split(".");
  return words.slice(0, -1).map((_, at) => `${words.slice(0, at + 1).join(".")}.*`);
}
