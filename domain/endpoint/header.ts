import { textInput } from "#domain/field.ts";

/** Names that Posthouse or the connection sets, and hop-by-hop names (RFC 9110 §7.6.1). Compared in lower case. */
const FORBIDDEN = new Set([
  "host",
  "content-length",
  "content-type",
  "transfer-encoding",
  "connection",
  "cookie",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
  "expect",
  "accept-encoding",
  "user-agent",
]);
const FORBIDDEN_PREFIXES = ["webhook-", "posthouse-"];

/** The name of a header (RFC 9110 token), in lower case. */
export const headerToken = textInput({
  lengthMax: 128,
  pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/,
  fault: "Not a header name",
}).transform((name) => name.toLowerCase());

/** A custom header's name. */
export const headerName = headerToken.refine((name) => !isForbidden(name), "Posthouse sets this header itself");

/** A custom header's value: visible ASCII, spaces and tabs, never CR, LF or NUL. */
export const headerValue = textInput({
  lengthMax: 4096,
  pattern: /^[\t\x20-\x7e]*$/,
  fault: "Only printable ASCII characters",
});

function isForbidden(name: string): boolean {
  return FORBIDDEN.has(name) || FORBIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix));
}
