import { formatId } from "#domain/id.ts";
import type { DeliveryRow } from "./columns.ts";
import type { Delivery } from "./schema.ts";
import type { AttemptError } from "./words.ts";

/** A delivery as the wire shows it. */
export function serializeDelivery(row: DeliveryRow): Delivery {
  return {
    object: "delivery",
    id: formatId("dlv", row.id),
    endpointId: formatId("ep", row.endpointId),
    eventId: formatId("evt", row.eventId),
    eventType: row.eventType,
    status: row.status,
    trigger: row.trigger,
    replayOf: row.replayOf && formatId("dlv", row.replayOf),
    attemptCount: row.attemptCount,
    maxAttempts: row.maxAttempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    responseCode: row.responseCode,
    error: serializeError(row),
    durationMs: row.durationMs,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

/** Why an attempt failed; null when it did not. */
export function serializeError(row: { errorCode: AttemptError | null; errorMessage: string | null }) {
  return row.errorCode && { code: row.errorCode, message: row.errorMessage ?? "" };
}
