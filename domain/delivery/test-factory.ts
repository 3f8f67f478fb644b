import { attempts, deliveries } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";

type Place = { id: string; appId: string };
type DeliveryFacts = typeof deliveries.$inferInsert;
type AttemptFacts = typeof attempts.$inferInsert;

/** Delivery rows as they would stand after the worker was there; what is not said is a fresh pending delivery. */
export async function makeDeliveries(
  tenant: Place,
  facts: readonly (Partial<DeliveryFacts> & { endpointId: string })[],
): Promise<DeliveryFacts[]> {
  const rows = facts.map((fact): DeliveryFacts => {
    const id = fact.id ?? newId();
    return {
      tenantId: tenant.id,
      appId: tenant.appId,
      eventId: newId(),
      eventType: "order.paid",
      maxAttempts: 10,
      createdAt: idTime(id),
      isRetry: fact.status === "retrying",
      ...fact,
      id,
    };
  });
  await system().insert(deliveries).values(rows);
  return rows;
}

/** An attempt row of a delivery: answered 500 unless told otherwise. */
export async function makeAttempt(delivery: DeliveryFacts, facts: Partial<AttemptFacts> = {}): Promise<AttemptFacts> {
  const row: AttemptFacts = {
    id: newId(),
    tenantId: delivery.tenantId,
    deliveryId: delivery.id,
    endpointId: delivery.endpointId,
    number: 1,
    startedAt: new Date(),
    durationMs: 12,
    requestUrl: "https://hooks.example.com/",
    requestHeaders: { "webhook-id": "evt_1" },
    responseCode: 500,
    responseHeaders: { "content-type": "text/plain" },
    responseBody: Buffer.from("no"),
    responseBodyBytes: 2,
    errorCode: "http_status",
    errorMessage: "The receiver answered 500",
    ...facts,
  };
  await system().insert(attempts).values(row);
  return row;
}
