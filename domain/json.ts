import { DomainError, invalidField } from "./error.ts";

export const JSON_DEPTH_MAX = 64;

/** Bytes as JSON text: UTF-8 without fault, no byte order mark, nested at most `JSON_DEPTH_MAX` deep. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  if (nestingDepth(text) > JSON_DEPTH_MAX)
    throw invalidField("", `Nest objects and arrays at most ${JSON_DEPTH_MAX} deep`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError("invalid_request", "The body is not valid JSON.", {
      issues: [{ path: "", message: cause instanceof Error ? cause.message.slice(0, 200) : "Not valid JSON" }],
    });
  }
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw invalidField("", "The body is not valid UTF-8");
  }
}

/** Counted on the text, before parsing, so that a deep body costs no stack. Brackets inside strings do not count. */
function nestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth -= 1;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Bytes as text to look at: what is no UTF-8 appears as U+FFFD, a byte order mark stays. */
export function lossyText(bytes: Uint8Array): string {
  return lossyUtf8.decode(bytes);
}

const lossyUtf8 = new TextDecoder("utf-8", { ignoreBOM: true });
