import { asc, eq, inArray } from "drizzle-orm";
import { driver } from "#db/client.ts";
import { deliveries, healthRollups, workers } from "#db/schema/delivery.ts";
import { endpointHealth, endpointLanes, type endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { createHealthFold } from "#domain/health/fold.ts";
import { newId } from "#domain/new-id.ts";
import { createSigningSecret } from "#domain/secret/create.ts";
import { claimDeliveries } from "./claim.ts";
import { takeShares } from "./lane-shares.ts";
import { Lanes } from "./lanes.ts";
import { enterWorker } from "./worker-lease.ts";

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
  if (Object.keys(facts).length > 0) {
    const changed = { isRetry: facts.status === "retrying", ...facts };
    await system().update(deliveries).set(changed).where(inArray(deliveries.id, ids));
  }
  return ids;
}

export async function deliveryRow(id: string) {
  const [row] = await system().select().from(deliveries).where(eq(deliveries.id, id));
  if (!row) throw new Error("no such delivery");
  return row;
}

/** For tests: an endpoint's health with all that has been recorded. */
export async function healthOf(endpointId: string) {
  await createHealthFold(driver())();
  const [row] = await system().select().from(endpointHealth).where(eq(endpointHealth.endpointId, endpointId));
  return row;
}

/** For tests: an endpoint's rollups with all that has been recorded, those of minutes first. */
export async function rollupsOf(endpointId: string) {
  await createHealthFold(driver())();
  const isItsOwn = eq(healthRollups.endpointId, endpointId);
  return system().select().from(healthRollups).where(isItsOwn).orderBy(asc(healthRollups.stepSeconds));
}

/** For tests: a worker that claims when it is told to, and sends nothing. */
export async function enterClaimer() {
  const workerId = await enterWorker(driver());
  const lanes = new Lanes(() => performance.now());
  let claims = 0;
  const claim = async (endpointIds: string[], { room = 100, retryRoom = 100, suspectRoom = 1 } = {}) => {
    const asked = lanes.toAsk(endpointIds);
    if (asked.length > 0) lanes.enter(await takeShares(driver(), workerId, asked));
    const requests = lanes.request(endpointIds, { all: room, retries: retryRoom });
    claims += 1;
    const request = { workerId, claim: claims, lanes: requests, retriesFirst: false, suspectRoom };
    const claimed = await claimDeliveries(driver(), request);
    lanes.claimed(requests, claimed, 0);
    return claimed;
  };
  return { workerId, lanes, claim };
}

/** For tests: ends a worker's lease, as if it had been killed a while ago. */
export async function endLease(workerId: number | null): Promise<void> {
  if (workerId === null) throw new Error("Nobody has claimed it.");
  await system()
    .update(workers)
    .set({ leaseExpiresAt: new Date(Date.now() - 1000) })
    .where(eq(workers.id, workerId));
}
