import { z } from "zod";

export const EVENT_TYPE_LENGTH_MAX = 128;

/** `order.paid`: words of letters, digits and underscores, joined by dots. */
export const eventTypeName = z
  .string()
  .max(EVENT_TYPE_LENGTH_MAX, `At most ${EVENT_TYPE_LENGTH_MAX} characters`)
  .regex(
    /^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/,
    "Must be words of letters, digits and _ joined by dots, such as order.paid",
  )
  .meta({ example: "order.paid" });

/** What an endpoint subscribes to: an exact name, `*`, or `order.*`, which matches every depth below `order.`. */
export const eventTypePattern = z
  .string()
  .max(EVENT_TYPE_LENGTH_MAX, `At most ${EVENT_TYPE_LENGTH_MAX} characters`)
  .regex(/^(\*|[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*(\.\*)?)$/, "Must be an event type such as order.paid, or order.*, or *")
  .meta({ example: "order.*" });

/** Every pattern that matches a type: matching is then set overlap, which the database does by itself. */
export function patternsMatching(type: string): string[] {
  const words = type.split(".");
  const prefixes = words.slice(0, -1).map((_, at) => `${words.slice(0, at + 1).join(".")}.*`);
  return ["*", ...prefixes, type];
}

/** Those of them that say so by name: all but `*`. */
export function patternsNaming(type: string): string[] {
  return patternsMatching(type).filter((pattern) => pattern !== "*");
}
