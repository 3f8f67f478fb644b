import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { acceptEvent } from "#domain/event/accept.ts";
import { formatId, idFloor } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

import { endLease, enqueue, enterClaimer, makeDispatchable } from "#worker/dispatch/test-queue.ts";
import { rescueExpired } from "#worker/maintain/rescue.ts";
import {
  ensurePartition,
  ensurePartitions,
  PARTITIONED_TABLES,
  type Partition,
  partitionAt,
  WEEK_MS,
  WEEKS_AHEAD,
} from "./partition.ts";

ownTestDatabase({ each: true });

const body = Buffer.from('{"type":"order.paid"}');

/** As it would be where no maintainer had run for weeks. */
async function loseThisWeek(): Promise<void> {
  for (const table of Object.keys(PARTITIONED_TABLES))
    await driver().unsafe(`drop table ${partitionAt(table as Partition["table"], new Date()).name}`);
}

describe("where this week's partitions are missing", () => {
  test("an event is accepted, its deliveries are made, and a write is audited", async () => {
    const tenant = await makeTenant();
    const caller = { actor: actorIn(tenant, { permissions: ["manage_webhooks", "send_events"] }) };
    await loseThisWeek();
    const { id } = await createEndpoint(caller, { url: "https://hooks.example.com/" });
    await loseThisWeek();
    const event = await acceptEvent(caller, { body, contentType: "application/json" });
    expect(event.deliveries).toBe(1);
    await loseThisWeek();
    await createEndpoint(caller, { url: "https://other.example.com/" });
    expect(await system().select().from(auditEntries)).toHaveLength(1);
    expect(id).toMatch(/^ep_/);
  });

  test("a result is recorded", async () => {
    const tenant = await makeTenant();
    const { endpointId, type } = await makeDispatchable(tenant, { retrySchedule: [60] });
    const lastWeek = new Date(Date.now() - WEEK_MS);
    const [row] = await makeDeliveries(tenant, [
      { endpointId, eventType: type, id: idFloor(lastWeek), nextAttemptAt: lastWeek },
    ]);
    const worker = await enterClaimer();
    await worker.claim([endpointId]);
    await endLease(worker.workerId);
    await loseThisWeek();
    expect(await rescueExpired(driver(), system())).toBe(1);
    expect(
      await system()
        .select({ id: attempts.id })
        .from(attempts)
        .where(eq(attempts.deliveryId, row?.id ?? "")),
    ).toHaveLength(1);
  });
});

describe("partitions ahead", () => {
  test("there is a place for every moment from last week to five weeks ahead, also while the clock passes a week's end", async () => {
    const sunday = new Date("2030-06-30T23:59:59.999Z");
    for (const now of [sunday, new Date(sunday.getTime() + 1)]) {
      await ensurePartitions(driver(), now);
      for (let week = -1; week <= WEEKS_AHEAD; week++) {
        const at = new Date(now.getTime() + week * WEEK_MS);
        const [found] =
          await driver()`select to_regclass(${partitionAt("deliveries_ended", at).name}) is not null as yes`;
        expect(found?.yes).toBe(true);
      }
    }
  });

  test("rows at the edges of a week go into one partition each", async () => {
    const tenant = await makeTenant();
    const { endpointId, type } = await makeDispatchable(tenant);
    await enqueue(tenant, { type }, { count: 1 });
    const monday = new Date("2030-07-01T00:00:00Z");
    await ensurePartitions(driver(), monday);
    const moments = [new Date(monday.getTime() - 1), monday];
    await makeDeliveries(
      tenant,
      moments.map((at) => ({ endpointId, id: idFloor(at), status: "succeeded" as const })),
    );
    const rows =
      await driver()`select tableoid::regclass::text as place from deliveries where id >= ${idFloor(moments[0] ?? monday)} order by id`;
    expect(rows.map(({ place }) => place)).toEqual(["deliveries_ended_20300624", "deliveries_ended_20300701"]);
  });

  test("making one takes no lock that makes a writer wait", async () => {
    const tenant = await makeTenant();
    const { endpointId } = await makeDispatchable(tenant);
    await driver().begin(async (tx) => {
      await tx`insert into deliveries (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts)
        values (uuidv7(), ${tenant.id}, ${tenant.appId}, ${endpointId}, uuidv7(), 'order.paid', 1)`;
      await ensurePartition(driver(), partitionAt("deliveries_ended", new Date("2031-01-06")));
    });
    expect(formatId("ep", endpointId)).toMatch(/^ep_/);
  });
});
