import { DomainError } from "#domain/error.ts";

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
