import { DomainError, invalidField } from "#domain/error.ts";
import { eventTypeName } from "#domain/event-type/name.ts";
import { parseJson } from "#domain/json.ts";
import { EVENT_BYTES_MAX } from "./schema.ts";

/** What a message says of itself; `value` is for checking only, the bytes are what is stored and sent. */
export type Message = { type: string; value: Record<string, unknown> };

/**
 * Reads the message in a request body: a JSON object with a string `type`, at most 256 KiB. What the text is, it stays:
 * duplicate keys (the last `type` counts), escapes such as \u0000 or a lone \ud800, and numbers of any size pass
 * through. Invalid UTF-8, a byte order mark, a bare NUL or nesting past 64 are 400; a body too large is 413.
 */
export function parseMessage(body: Uint8Array): Message {
  if (body.byteLength > EVENT_BYTES_MAX) {
    throw new DomainError("payload_too_large", `A message may have at most ${EVENT_BYTES_MAX} bytes.`);
  }
  const value = parseJson(body);
  if (!isObject(value)) throw invalidField("", "The message must be a JSON object");
  const type = Object.hasOwn(value, "type") ? value.type : undefined;
  if (typeof type !== "string") throw invalidField("type", "Must be a string such as order.paid");
  const parsed = eventTypeName.safeParse(type);
  if (!parsed.success) throw invalidField("type", parsed.error.issues[0]?.message ?? "Must be an event type");
  return { type: parsed.data, value };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
