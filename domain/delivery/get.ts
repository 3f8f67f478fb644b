import { and, asc, eq, gte } from "drizzle-orm";
import { attempts, requestShapes } from "#db/schema/delivery.ts";
import { operation } from "#domain/call/operation.ts";
import { readPayload } from "#domain/event/read-payload.ts";
import { idFloorAfter } from "#domain/id.ts";
import { findDelivery } from "./find.ts";
import { deliveryDetail, deliveryIdInput } from "./schema.ts";
import { serializeDelivery } from "./serialize.ts";
import { serializeAttempt } from "./serialize-attempt.ts";

/** More than any schedule allows, attempts whose lease was lost included. */
const ATTEMPTS_MAX = 100;

export const getDelivery = operation({
  id: "delivery.get",
  summary: "Get a delivery",
  description: "With the event's payload and every attempt: request, response, timings and error.",
  permission: "manage_webhooks",
  scope: "app",
  input: deliveryIdInput,
  output: deliveryDetail,
  audited: false,
  run: async ({ app, tx }, { id }) => {
    const delivery = await findDelivery(tx, app, id);
    const rows = await tx
      .select({ attempt: attempts, shape: requestShapes })
      .from(attempts)
      .leftJoin(requestShapes, eq(requestShapes.id, attempts.shapeId))
      .where(and(eq(attempts.deliveryId, id), eq(attempts.tenantId, app.tenantId), gte(attempts.id, idFloorAfter(id))))
      .orderBy(asc(attempts.number), asc(attempts.id))
      .limit(ATTEMPTS_MAX);
    const payload = await readPayload(tx, app.tenantId, delivery.eventId);
    return { ...serializeDelivery(delivery), payload, attempts: rows.map((row) => serializeAttempt(row, delivery)) };
  },
});
