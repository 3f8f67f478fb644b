import type { deliveries } from "#db/schema/delivery.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";

type Place = { id: string; appId: string };
type Facts = Partial<typeof deliveries.$inferInsert>;

/** An endpoint with deliveries that ended a minute ago, failed unless told otherwise, all of one event. */
export async function makeEnded(tenant: Place, facts: readonly Facts[]) {
  const endpointId = await makeEndpointRow(tenant, { eventTypes: ["nothing.else"] });
  const event = await makeEvent(tenant);
  const ended = { endpointId, eventId: event.id, status: "failed" as const, completedAt: aMinuteAgo() };
  const rows = await makeDeliveries(
    tenant,
    facts.map((fact) => ({ ...ended, ...fact })),
  );
  return { endpointId, eventId: event.id, ids: rows.map(({ id }) => id) };
}

function aMinuteAgo(): Date {
  return new Date(Date.now() - 60_000);
}
