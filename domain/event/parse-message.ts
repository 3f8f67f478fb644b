import { DomainError, invalidField } from "#domain/error.ts";
import { EVENT_TYPE_NAME } from "#domain/event-type/rule/name.ts";
import { parseJson } from "#domain/json.ts";
import { textFault } from "#domain/rule/field.ts";
import { EVENT_BYTES_MAX } from "./words.ts";

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
  const fault = textFault(EVENT_TYPE_NAME, type);
  if (fault !== null) throw invalidField("type", fault);
  return { type, value };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The content type a message is kept and sent with: JSON of some kind, in UTF-8. None given counts as JSON. */
export function messageContentType(header: string): string {
  const contentType = header.trim() || "application/json";
  if (contentType.length <= LENGTH_MAX && JSON_IN_UTF8.test(contentType)) return contentType;
  throw new DomainError("unsupported_media_type", "Send the message as JSON, with `Content-Type: application/json`.");
}

/** Refuses what is no stream of JSON lines. */
export function requireNdjson(header: string): void {
  if (NDJSON.test(header)) return;
  throw new DomainError(
    "unsupported_media_type",
    "Send one message per line, with `Content-Type: application/x-ndjson`.",
  );
}

const LENGTH_MAX = 200;
// `application/json` and structured suffixes (RFC 6839); of parameters only a charset, and of charsets only UTF-8.
const JSON_IN_UTF8 = /^application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset="?utf-?8"?\s*)?;?$/i;
const NDJSON = /^application\/(?:x-)?(?:ndjson|jsonl)\s*(?:;\s*charset="?utf-?8"?\s*)?$/i;
