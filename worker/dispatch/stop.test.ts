import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { attempts, deliveries } from "#db/schema/delivery.ts";
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
import { claimDeliveries } from "./claim.ts";
import { startDispatcher } from "./dispatcher.ts";
import { handBack, renewLeases } from "./lease.ts";
import { LEASE_MS } from "./limits.ts";
import { deliveryRow, enqueue, makeDispatchable } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });
const leaseId = "00000000-0000-4000-8000-000000000001";

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
  expect(await deliveryRow(id)).toMatchObject({ status: "pending", attemptCount: 0, leaseId: null });
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

test("an attempt that breaks loses its lease, so that it is taken up again and set aside in the end", async () => {
  const endpoint = await makeDispatchable(tenant, { url: receiver.url });
  await giveUnusableSecret(endpoint.endpointId);
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  await vi.waitFor(
    async () => {
      expect((await deliveryRow(id)).status).toBe("sending");
      expect(dispatcher.inFlight()).toBe(0);
    },
    { timeout: 10_000 },
  );
  await dispatcher.stop();
  expect(await deliveryRow(id)).toMatchObject({ status: "sending", attemptCount: 1 });
  await system().delete(deliveries).where(eq(deliveries.id, id));
});

describe("handing back", () => {
  test("leaves a delivery as it was before the claim, due at once", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [first = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const [later = ""] = await enqueue(tenant, endpoint, { count: 1, status: "retrying", attemptCount: 3 });
    const claimed = await claimDeliveries(driver(), {
      endpointIds: [endpoint.endpointId],
      room: 10,
      retryRoom: 10,
      suspectRoom: 1,
      leaseId,
    });
    expect(claimed).toHaveLength(2);
    await handBack(driver(), claimed);
    expect(await deliveryRow(first)).toMatchObject({ status: "pending", attemptCount: 0, leaseId: null });
    expect(await deliveryRow(later)).toMatchObject({ status: "retrying", attemptCount: 3, leaseId: null });
  });

  test("takes nothing away from whoever holds the lease now", async () => {
    const endpoint = await makeDispatchable(tenant);
    const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
    const claimed = await claimDeliveries(driver(), {
      endpointIds: [endpoint.endpointId],
      room: 10,
      retryRoom: 10,
      suspectRoom: 1,
      leaseId,
    });
    await handBack(
      driver(),
      claimed.map((one) => ({ ...one, leaseId: "00000000-0000-4000-8000-000000000002" })),
    );
    expect(await deliveryRow(id)).toMatchObject({ status: "sending", leaseId });
  });
});

test("a heartbeat moves the lease's end, and only its own", async () => {
  const endpoint = await makeDispatchable(tenant);
  const [id = ""] = await enqueue(tenant, endpoint, { count: 1 });
  const claimed = await claimDeliveries(driver(), {
    endpointIds: [endpoint.endpointId],
    room: 10,
    retryRoom: 10,
    suspectRoom: 1,
    leaseId,
  });
  const before = (await deliveryRow(id)).leaseExpiresAt;
  await renewLeases(
    driver(),
    claimed.map((one) => ({ ...one, leaseId: "00000000-0000-4000-8000-000000000002" })),
  );
  expect((await deliveryRow(id)).leaseExpiresAt).toEqual(before);
  await renewLeases(driver(), claimed);
  expect(Number((await deliveryRow(id)).leaseExpiresAt)).toBeGreaterThan(Number(before));
});
