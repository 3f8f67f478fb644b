import { eq, inArray } from "drizzle-orm";
import { deliveries } from "#db/schema/delivery.ts";
import { endpointHealth, endpointLanes, type endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { createSigningSecret } from "#domain/secret/create.ts";

type Place = { id: string; appId: string };

/** For tests: an endpoint that can be delivered to, with its lane, its health and a secret. */
export async function makeDispatchable(tenant: Place, facts: Partial<typeof endpoints.$inferInsert> = {}) {
  // Subscribes to its own type only, so that one test's events do not reach another's endpoint.
  const type = `test.${newId().replaceAll("-", "")}`;
  const endpointId = await makeEndpointRow(tenant, { eventTypes: [type], ...facts });
  const secret = await system().transaction(async (tx) => {
    await tx.insert(endpointLanes).values({ endpointId, tenantId: tenant.id });
    await tx.insert(endpointHealth).values({ endpointId, tenantId: tenant.id });
    return createSigningSecret(tx, { tenantId: tenant.id, endpointId });
  });
  return { endpointId, type, secret };
}

/** For tests: `count` deliveries waiting at an endpoint, in the order of their age. */
export async function enqueue(
  tenant: Place,
  { type }: { type: string },
  { count, body, ...facts }: { count: number; body?: Uint8Array } & Partial<typeof deliveries.$inferInsert>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at++) {
    const { deliveryIds } = await makeEvent(tenant, { type, ...(body ? { body } : {}) });
    ids.push(...deliveryIds);
  }
  if (Object.keys(facts).length > 0) await system().update(deliveries).set(facts).where(inArray(deliveries.id, ids));
  return ids;
}

export async function deliveryRow(id: string) {
  const [row] = await system().select().from(deliveries).where(eq(deliveries.id, id));
  if (!row) throw new Error("no such delivery");
  return row;
}
