// What the connection itself decides. An endpoint's own headers are checked when they are saved; a row written some
// other way must not be able to change where or how a request goes.
const OURS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers as name, value, name, value…, less those that belong to the connection, and asking for no compression.
 * Names are lower-case and sent once: of two spellings the later one counts.
 */
export function requestHeaders(headers: Readonly<Record<string, string>>): string[] {
  const byName = new Map([["accept-encoding", "identity"]]);
  for (const [spelling, value] of Object.entries(headers)) {
    const name = spelling.toLowerCase();
    if (!OURS.has(name)) {
      byName.set(name, value);
    }
  }
  const list: string[] = [];
  for (const [name, value] of byName) {
    list.push(name, value);
  }
  return list;
}
