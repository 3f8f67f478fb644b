import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, deliveries, endpoints, eventPayloads } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { formatId, parseId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { replayDelivery } from "./replay.ts";
import type { DeliveryStatus } from "./words.ts";

ownTestDatabase();

/** A tenant with one delivery in a status; `replay` asks for its replay. */
async function withDelivery(status: DeliveryStatus) {
  const tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant, { retrySchedule: [1, 2, 3] });
  const event = await makeEvent(tenant);
  const [made] = await system().update(deliveries).set({ status }).where(eq(deliveries.eventId, event.id)).returning();
  if (!made) throw new Error("unreachable");
  const id = formatId("dlv", made.id);
  const actor = actorIn(tenant);
  const replay = ({ force = false, key }: { force?: boolean; key?: string } = {}) =>
    replayDelivery({ actor, idempotencyKey: key }, { id, force });
  const all = () => system().select().from(deliveries).where(eq(deliveries.tenantId, tenant.id)).orderBy(deliveries.id);
  return { tenant, endpointId, event, made, id, replay, all };
}

test.each(["failed", "dead_letter"] as const)("makes a new delivery of one that is %s", async (status) => {
  const { made, id, replay, all } = await withDelivery(status);
  const answer = await replay();
  expect(answer).toMatchObject({ status: "pending", trigger: "replay", replayOf: id, attemptCount: 0, maxAttempts: 4 });
  const [old, fresh] = await all();
  expect(old).toEqual(made);
  expect(fresh).toMatchObject({ id: parseId("dlv", answer.id), eventId: made.eventId, endpointId: made.endpointId });
  expect(fresh?.nextAttemptAt).toBeInstanceOf(Date);
});

test("replays a success only with force", async () => {
  const { replay, all } = await withDelivery("succeeded");
  await expect(replay()).rejects.toMatchObject({ code: "delivery_succeeded" });
  expect(await replay({ force: true })).toMatchObject({ trigger: "replay" });
  expect(await all()).toHaveLength(2);
});

describe("refuses", () => {
  test.each([
    ["pending", "delivery_in_flight"],
    ["sending", "delivery_in_flight"],
    ["retrying", "delivery_in_flight"],
    ["cancelled", "state_forbids"],
  ] as const)("%s with %s, also with force", async (status, code) => {
    const { replay, all } = await withDelivery(status);
    await expect(replay()).rejects.toMatchObject({ code });
    await expect(replay({ force: true })).rejects.toMatchObject({ code });
    expect(await all()).toHaveLength(1);
  });

  test("an inactive endpoint", async () => {
    const { endpointId, replay } = await withDelivery("failed");
    await system().update(endpoints).set({ status: "inactive" }).where(eq(endpoints.id, endpointId));
    await expect(replay()).rejects.toMatchObject({ code: "conflict" });
  });

  test("an expired payload", async () => {
    const { event, replay } = await withDelivery("failed");
    await system().delete(eventPayloads).where(eq(eventPayloads.id, event.id));
    await expect(replay()).rejects.toMatchObject({ code: "payload_expired" });
  });

  test("another tenant's delivery, leaving it alone", async () => {
    const { id, all } = await withDelivery("failed");
    const stranger = actorIn(await makeTenant());
    await expect(replayDelivery({ actor: stranger }, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(await all()).toHaveLength(1);
  });

  test("unknown fields and a force that is no switch", async () => {
    const { tenant, id } = await withDelivery("failed");
    for (const input of [
      { id, endpointId: "ep_x" },
      { id, force: "yes" },
    ]) {
      const call = replayDelivery.invoke({ actor: actorIn(tenant) }, () => input);
      await expect(call).rejects.toMatchObject({ code: "invalid_request" });
    }
  });
});

test("waits at a paused endpoint like any delivery", async () => {
  const { endpointId, replay } = await withDelivery("failed");
  await system().update(endpoints).set({ status: "paused" }).where(eq(endpoints.id, endpointId));
  expect(await replay()).toMatchObject({ status: "pending" });
});

test("happens once per idempotency key", async () => {
  const { replay, all } = await withDelivery("failed");
  const first = await replay({ key: "k1" });
  expect(await replay({ key: "k1" })).toEqual(first);
  expect(await all()).toHaveLength(2);
});

test("is written to the audit log", async () => {
  const { tenant, id, replay } = await withDelivery("failed");
  const { id: replayId } = await replay();
  const entries = await system().select().from(auditEntries).where(eq(auditEntries.tenantId, tenant.id));
  expect(entries).toMatchObject([{ action: "delivery.replay", targetId: id, after: { replay: replayId } }]);
});
