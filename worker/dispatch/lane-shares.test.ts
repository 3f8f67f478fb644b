import { beforeAll, describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { dropShares, keepPaces, takeShares } from "./lane-shares.ts";
import { endLease, makeDispatchable } from "./test-queue.ts";
import { enterWorker, leaveWorkers } from "./worker-lease.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
beforeAll(async () => {
  tenant = await makeTenant();
});

/** An endpoint with two workers, and what one of them gets of it when it has so much in flight. */
async function twoWorkers(facts: Parameters<typeof makeDispatchable>[1] = {}) {
  const { endpointId } = await makeDispatchable(tenant, { maxInFlight: 10, ...facts });
  const [a, b] = [await enterWorker(driver()), await enterWorker(driver())];
  const ask = async (workerId: number, inFlight = 0) => {
    const [share] = await takeShares(driver(), workerId, [{ endpointId, inFlight }]);
    if (!share) throw new Error("Nothing was answered.");
    return share;
  };
  return { endpointId, a, b, ask };
}

describe("shares of an endpoint's limits", () => {
  test("one worker has all of it, a second its half once the first has asked again", async () => {
    const { a, b, ask } = await twoWorkers();
    expect(await ask(a)).toMatchObject({ slots: 10, rate: null, pacedForMs: null });
    expect(await ask(b)).toMatchObject({ slots: 0 });
    expect(await ask(a)).toMatchObject({ slots: 5 });
    expect(await ask(b)).toMatchObject({ slots: 5 });
  });

  test("nobody gives up what it has in flight", async () => {
    const { a, b, ask } = await twoWorkers();
    await ask(a);
    await ask(b);
    expect(await ask(a, 8)).toMatchObject({ slots: 8 });
    expect(await ask(b)).toMatchObject({ slots: 2 });
  });

  test("a rate is shared as slots are", async () => {
    const { a, b, ask } = await twoWorkers({ rateLimitPerSecond: 30 });
    expect(await ask(a)).toMatchObject({ rate: 30 });
    expect(await ask(b)).toMatchObject({ rate: 0 });
    expect(await ask(a)).toMatchObject({ rate: 15 });
    expect(await ask(b)).toMatchObject({ rate: 15 });
  });

  test("what a worker gives back, leaves or loses is free", async () => {
    const { endpointId, a, b, ask } = await twoWorkers();
    await ask(a);
    await dropShares(driver(), a, [endpointId]);
    expect(await ask(b)).toMatchObject({ slots: 10 });
    await leaveWorkers(driver(), b);
    expect(await ask(a)).toMatchObject({ slots: 10 });
    await endLease(a);
    expect(await ask(await enterWorker(driver()))).toMatchObject({ slots: 10 });
  });

  test("a change of the limits counts from the next asking on", async () => {
    const { endpointId, a, ask } = await twoWorkers();
    await ask(a);
    await driver()`update endpoints set max_in_flight = 3, rate_limit_per_second = 5 where id = ${endpointId}`;
    expect(await ask(a)).toMatchObject({ slots: 3, rate: 5 });
    expect(await ask(a, 6)).toMatchObject({ slots: 6 });
  });

  test("many workers that ask at once never get more than there is", async () => {
    const { endpointId } = await makeDispatchable(tenant, { maxInFlight: 7 });
    const workers = await Promise.all(Array.from({ length: 8 }, () => enterWorker(driver())));
    for (let round = 0; round < 3; round++) {
      await Promise.all(workers.map((worker) => takeShares(driver(), worker, [{ endpointId, inFlight: 0 }])));
      const [row] = await driver()`select sum(slots)::int as slots from lane_shares where endpoint_id = ${endpointId}`;
      expect(row?.slots).toBeLessThanOrEqual(7);
    }
  });

  test("are taken while somebody holds the endpoint alone, as a permanent delete does", async () => {
    const { endpointId, a, ask } = await twoWorkers();
    await driver().begin(async (tx) => {
      await tx`select from endpoints where id = ${endpointId} for update`;
      expect(await ask(a)).toMatchObject({ slots: 10 });
    });
  });

  test("a rate goes on from where the last worker left it, and from now where a worker was lost", async () => {
    const { endpointId, a, b, ask } = await twoWorkers({ rateLimitPerSecond: 1 });
    await ask(a);
    await keepPaces(driver(), [{ endpointId, pacedInMs: 60_000 }]);
    await dropShares(driver(), a, [endpointId]);
    expect((await ask(b)).pacedForMs).toBeLessThan(-50_000);
    await endLease(b);
    expect((await ask(a)).pacedForMs).toBeCloseTo(0, -2);
  });
});
