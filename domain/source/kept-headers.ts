/** Headers of a refused request: how many are kept, and how much of each. */
const HEADERS_MAX = 40;
const VALUE_LENGTH_MAX = 500;
const REDACTED = "[redacted]";

// By name, whatever else they are: what proves something, or might open another door.
const PROVING = /^(?:cookie|proxy-authorization)$|auth|secret|signature|token|hmac|passw|api-?key|credential/i;

/** What the owner of a source is shown of a refused request's headers; `alsoSecret` are names its own rule gives. */
export function keptHeaders(headers: Headers, alsoSecret: readonly string[]): Record<string, string> {
  const shown = [...headers].filter(([name]) => !OWN.has(name)).slice(0, HEADERS_MAX);
  return Object.fromEntries(
    shown.map(([name, value]) => [
      name,
      PROVING.test(name) || alsoSecret.includes(name)
        ? REDACTED
        : value.replaceAll("\u0000", "").slice(0, VALUE_LENGTH_MAX),
    ]),
  );
}

/** Written by ourselves on the way in (see http/peer-address.ts); the address has a column of its own. */
const OWN = new Set(["posthouse-peer-address"]);
