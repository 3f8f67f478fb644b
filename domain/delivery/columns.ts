import { deliveries } from "#db/schema/delivery.ts";

/** What the wire shows of a delivery: everything but the queue's own bookkeeping. */
export const deliveryColumns = {
  id: deliveries.id,
  endpointId: deliveries.endpointId,
  eventId: deliveries.eventId,
  eventType: deliveries.eventType,
  status: deliveries.status,
  trigger: deliveries.trigger,
  replayOf: deliveries.replayOf,
  attemptCount: deliveries.attemptCount,
  maxAttempts: deliveries.maxAttempts,
  nextAttemptAt: deliveries.nextAttemptAt,
  lastAttemptAt: deliveries.lastAttemptAt,
  responseCode: deliveries.responseCode,
  errorCode: deliveries.errorCode,
  errorMessage: deliveries.errorMessage,
  durationMs: deliveries.durationMs,
  createdAt: deliveries.createdAt,
  completedAt: deliveries.completedAt,
};

export type DeliveryRow = Pick<typeof deliveries.$inferSelect, keyof typeof deliveryColumns>;
