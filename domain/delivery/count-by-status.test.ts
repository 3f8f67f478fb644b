import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { system } from "#db/tenant.ts";
import { ownTestDatabase } from "#db/test-database.ts";
import { makeEndpointRow, makeEndpointRows } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { countDeliveriesByStatus } from "./count-by-status.ts";
import { COUNTED_MAX } from "./schema.ts";
import { makeDeliveries } from "./test-factory.ts";

ownTestDatabase();

async function counts(tenant: { id: string }, input: Parameters<typeof countDeliveriesByStatus>[1] = {}) {
  const { data } = await countDeliveriesByStatus({ actor: actorIn(tenant) }, input);
  return Object.fromEntries(data.filter(({ count }) => count > 0).map((row) => [row.status, row.count]));
}

test("counts what the filter finds, by status", async () => {
  const [tenant, other] = [await makeTenant(), await makeTenant()];
  const [one = "", two = ""] = await makeEndpointRows(tenant, [{}, {}]);
  await makeDeliveries(tenant, [
    { endpointId: one, status: "failed" },
    { endpointId: one, status: "failed", eventType: "user.made" },
    { endpointId: two, status: "failed" },
    { endpointId: two, status: "succeeded" },
  ]);
  await makeDeliveries(other, [{ endpointId: await makeEndpointRow(other), status: "failed" }]);
  expect(await counts(tenant)).toEqual({ failed: 3, succeeded: 1 });
  expect(await counts(tenant, { endpointId: formatId("ep", one) })).toEqual({ failed: 2 });
  expect(await counts(tenant, { eventType: "order.paid" })).toEqual({ failed: 2, succeeded: 1 });
  expect(await counts(tenant, { q: "nothing" })).toEqual({});
});

test(`counts no further than ${COUNTED_MAX}, and says that there are more`, async () => {
  const tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant);
  const [first] = await makeDeliveries(tenant, [{ endpointId }]);
  await system().execute(sql`
    insert into deliveries (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts)
    select (left(id::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, tenant_id, app_id, endpoint_id, event_id, event_type, 1
    from deliveries, generate_series(1, ${COUNTED_MAX}) as n where id = ${first?.id ?? ""}`);
  const { data } = await countDeliveriesByStatus({ actor: actorIn(tenant) }, {});
  expect(data.find(({ status }) => status === "pending")).toEqual({
    status: "pending",
    count: COUNTED_MAX,
    hasMore: true,
  });
  expect(data.find(({ status }) => status === "failed")).toEqual({ status: "failed", count: 0, hasMore: false });
});

test("refuses a status, which is what it counts, and who may not manage webhooks", async () => {
  const tenant = await makeTenant();
  const call = countDeliveriesByStatus.invoke({ actor: actorIn(tenant) }, () => ({ status: "failed" }));
  await expect(call).rejects.toMatchObject({ code: "invalid_request" });
  const member = actorIn(tenant, { role: "member" });
  await expect(countDeliveriesByStatus({ actor: member }, {})).rejects.toMatchObject({ code: "forbidden" });
});
