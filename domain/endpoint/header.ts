import { z } from "zod";

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

/** A custom header's name (RFC 9110 token), in lower case. */
export const headerName = z
  .string()
  .max(128)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, "Not a header name")
  .transform((name) => name.toLowerCase())
  .refine((name) => !isForbidden(name), "Posthouse sets this header itself");

/** A custom header's value: visible ASCII, spaces and tabs, never CR, LF or NUL. */
export const headerValue = z
  .string()
  .max(4096)
  .regex(/^[\t\x20-\x7e]*$/, "Only printable ASCII characters");

function isForbidden(name: string): boolean {
  return FORBIDDEN.has(name) || FORBIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix));
}
