import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { attempts, deliveries, workers } from "#db/schema/delivery.ts";
import { signingSecrets } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { newId } from "#domain/new-id.ts";
import { signingSecretPlace } from "#domain/secret/active-secrets.ts";
import { encrypt } from "#domain/secret/envelope.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answersAfter } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { startDispatcher } from "./dispatcher.ts";
import { LEASE_MS } from "./limits.ts";
import { deliveryRow, endLease, enqueue, enterClaimer, makeDispatchable } from "./test-queue.ts";
import { enterWorker, handBack, renewWorker } from "./worker-lease.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let receiver: Receiver;

beforeAll(async () => {
  tenant = await makeTenant();
  receiver = await startReceiver({ behaviour: answersAfter(300) });
});
afterEach(async () => {
  await system().delete(attempts);
});
afterAll(async () => {
  await receiver.close();
});

test("a stop lets open requests end, records them, and claims nothing more", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url, maxInFlight: 2 });
  const ids = await enqueue(tenant, endpoint, { count: 4 });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  await receiver.received(2);
  await dispatcher.stop();
  const rows = await Promise.all(ids.map(deliveryRow));
  expect(rows.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "pending", "pending"]);
  expect(dispatcher.inFlight()).toBe(0);
});

test("a worker that slept a lease away between claim and send hands back what it claimed, and sends nothing", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const before = receiver.requests.length;
  let monotonicMs = 0;
  const claims: number[] = [];
  const dispatcher = startDispatcher({
    sql: driver(),
    db: database(),
    policy,
    // Each look at the clock finds that a lease has passed.
    monotonicMs: () => {
      monotonicMs += LEASE_MS + 1;
      return monotonicMs;
    },
    watcher: { onClaimed: ({ size }) => void claims.push(size) },
  });
  await vi.waitFor(() => expect(claims.filter((size) => size > 0).length).toBeGreaterThan(1), { timeout: 10_000 });
  await dispatcher.stop();
  expect(await deliveryRow(id)).toMatchObject({ status: "pending", attemptCount: 0, workerId: null });
  expect(receiver.requests.length).toBe(before);
  await system().delete(deliveries).where(eq(deliveries.id, id));
});

/** One that signing throws at, as only a mistake of ours could store it. */
async function giveUnusableSecret(endpointId: string): Promise<void> {
  await system().transaction(async (tx) => {
    const id = newId();
    const encrypted = await encrypt(tx, signingSecretPlace(tenant.id, id), "whsec_");
    await tx.insert(signingSecrets).values({ id, tenantId: tenant.id, endpointId, encrypted, last4: "none" });
  });
}

test("an attempt that breaks counts as lost, so that it is tried again and set aside in the end", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  await giveUnusableSecret(endpoint.endpointId);
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  await vi.waitFor(async () => expect((await deliveryRow(id)).status).toBe("retrying"), { timeout: 10_000 });
  await dispatcher.stop();
  expect(await deliveryRow(id)).toMatchObject({ attemptCount: 1, leasesLost: 1, errorCode: "unknown" });
  await system().delete(deliveries).where(eq(deliveries.id, id));
});

describe("handing back", () => {
  test("leaves a delivery as it was before the claim, due at once", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [first = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const [later = ""] = await enqueue(tenant, endpoint, { count: 1, status: "retrying", attemptCount: 3 });
    const { claim } = await enterClaimer();
    const claimed = await claim([endpoint.endpointId]);
    expect(claimed).toHaveLength(2);
    await handBack(driver(), claimed);
    expect(await deliveryRow(first)).toMatchObject({ status: "pending", attemptCount: 0, workerId: null });
    expect(await deliveryRow(later)).toMatchObject({ status: "retrying", attemptCount: 3, workerId: null });
  });

  test("takes nothing away from whoever holds the lease now", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const { claim } = await enterClaimer();
    const claimed = await claim([endpoint.endpointId]);
    await handBack(
      driver(),
      claimed.map((one) => ({ ...one, claim: one.claim + 1 })),
    );
    expect(await deliveryRow(id)).toMatchObject({ status: "sending", claim: claimed[0]?.claim });
  });
});

test("a heartbeat moves the end of a lease that holds, and of no other", async () => {
  const workerId = await enterWorker(driver());
  const leaseEnds = async () => {
    const [row] = await system().select().from(workers).where(eq(workers.id, workerId));
    return Number(row?.leaseExpiresAt);
  };
  const before = await leaseEnds();
  expect(await renewWorker(driver(), workerId)).toBeGreaterThan(Date.now() - 10_000);
  expect(await leaseEnds()).toBeGreaterThan(before);
  await endLease(workerId);
  expect(await renewWorker(driver(), workerId)).toBeNull();
});
