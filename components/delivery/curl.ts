/** A request as a shell line, and the names of headers that had to be left out because their values are secret. */
export type CurlLine = { command: string; leftOut: string[] };

type SentRequest = { url: string; headers: Readonly<Record<string, string>>; body: string | null };

/**
 * The request as one `curl` command for a POSIX shell. Every value is single-quoted, so nothing in it is run or expanded;
 * `--data-raw` sends the body as it is, even one that starts with `@`. Redacted headers are left out.
 */
export function toCurl({ url, headers, body }: SentRequest): CurlLine {
  const all = Object.entries(headers).filter(([name]) => !SET_BY_CURL.has(name.toLowerCase()));
  const shown = all.filter(([, value]) => !value.includes(REDACTED));
  const parts = [
    `curl --request POST ${shellQuote(url)}`,
    ...shown.map(([name, value]) => `--header ${shellQuote(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${shellQuote(body)}`]),
  ];
  const leftOut = all.filter((header) => !shown.includes(header)).map(([name]) => name);
  return { command: parts.join(" \\\n  "), leftOut };
}

/** Text as one word of a POSIX shell, taken literally. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const REDACTED = "[redacted]";
const SET_BY_CURL = new Set(["host", "content-length", "connection", "transfer-encoding"]);
