/** The three headers of Standard Webhooks as a receiver saw them; undefined where one is not among what was pasted. */
export type SeenHeaders = { id: string | undefined; timestamp: string | undefined; signature: string | undefined };

/**
 * Finds them in pasted text: header lines, a log's `"name": "value"`, curl's `> name: value`, or environment variables
 * such as `HTTP_WEBHOOK_ID=…`. The first of each counts.
 */
export function readSeenHeaders(text: string): SeenHeaders {
  const seen = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(PAIR)) {
    const plain = name.toLowerCase().replaceAll("_", "-");
    if (!seen.has(plain)) seen.set(plain, value.trim());
  }
  return {
    id: seen.get("webhook-id"),
    timestamp: seen.get("webhook-timestamp"),
    signature: seen.get("webhook-signature"),
  };
}

// Name, then quotes, separators and brackets as logs write them, then a value that holds none of what ends it.
const PAIR = /(webhook[-_](?:id|timestamp|signature))["']?\s*(?:=>|[:=,])\s*\[?["']?([^"'\r\n\]]+)/gi;
