import type { attempts, requestShapes } from "#db/schema/delivery.ts";
import { formatId } from "#domain/id.ts";
import { lossyText } from "#domain/json.ts";
import type { DeliveryRow } from "./columns.ts";
import { rebuiltHeaders, USUAL_CONTENT_TYPE } from "./rule/request-headers.ts";
import type { Attempt } from "./schema.ts";
import { serializeError } from "./serialize.ts";

type AttemptRow = typeof attempts.$inferSelect;
type Shape = typeof requestShapes.$inferSelect;

/** An attempt of a delivery as the wire shows it; what is secret is stored nowhere. */
export function serializeAttempt(
  { attempt: row, shape }: { attempt: AttemptRow; shape: Shape | null },
  of: DeliveryRow,
): Attempt {
  return {
    id: formatId("att", row.id),
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    timings: { dnsMs: row.dnsMs, connectMs: row.connectMs, tlsMs: row.tlsMs, firstByteMs: row.firstByteMs },
    remoteAddress: row.remoteAddress,
    request: {
      ...serializeRequest(row, shape, of),
      bodySha256: row.bodySha256?.toString("hex") ?? null,
      bodyBytes: row.bodyBytes,
    },
    response: serializeResponse(row),
    error: serializeError(row),
  };
}

function serializeRequest(row: AttemptRow, shape: Shape | null, { id: deliveryId, eventId, eventType }: DeliveryRow) {
  if (!shape) return { url: row.requestUrl ?? "", headers: row.requestHeaders ?? {} };
  const { number: attempt, startedAt } = row;
  const { url, headerNames, userAgent, version } = shape;
  const contentType = row.contentType ?? USUAL_CONTENT_TYPE;
  const facts = { eventId, eventType, deliveryId, attempt, startedAt, contentType, userAgent, version };
  return { url, headers: rebuiltHeaders(facts, headerNames) };
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
