import type { attempts } from "#db/schema/delivery.ts";
import { formatId } from "#domain/id.ts";
import { lossyText } from "#domain/json.ts";
import type { Attempt } from "./schema.ts";
import { serializeError } from "./serialize.ts";

type AttemptRow = typeof attempts.$inferSelect;

/** An attempt as the wire shows it; what is secret was hidden before it was stored. */
export function serializeAttempt(row: AttemptRow): Attempt {
  return {
    id: formatId("att", row.id),
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    timings: { dnsMs: row.dnsMs, connectMs: row.connectMs, tlsMs: row.tlsMs, firstByteMs: row.firstByteMs },
    remoteAddress: row.remoteAddress,
    request: {
      url: row.requestUrl,
      headers: row.requestHeaders,
      bodySha256: row.bodySha256?.toString("hex") ?? null,
      bodyBytes: row.bodyBytes,
    },
    response: serializeResponse(row),
    error: serializeError(row),
  };
}

function serializeResponse(row: AttemptRow): Attempt["response"] {
  if (row.responseCode === null) return null;
  return {
    code: row.responseCode,
    headers: row.responseHeaders ?? {},
    body: row.responseBody ? lossyText(row.responseBody) : "",
    bodyBytes: row.responseBodyBytes ?? 0,
    truncated: row.isResponseTruncated,
  };
}
