import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEndpointRows } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { countDeliveriesByStatus } from "./count-by-status.ts";
import { listDeliveries } from "./list.ts";
import { makeDeliveries } from "./test-factory.ts";
import { COUNTED_MAX } from "./words.ts";

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

test("counts what the log lists, by code, error and trigger too, however often a plan is kept", async () => {
  const tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant);
  const ends = [
    { status: "succeeded", responseCode: 200 },
    { status: "succeeded", responseCode: 204, trigger: "test" },
    { status: "dead_letter", responseCode: 503, errorCode: "http_status" },
    { status: "failed", responseCode: 503, errorCode: "http_status", trigger: "test" },
    { status: "failed", responseCode: 200, errorCode: "bad_response" },
    { status: "cancelled", responseCode: 503, errorCode: "http_status", trigger: "replay" },
    { status: "retrying", responseCode: null, errorCode: "timeout" },
    { status: "sending", responseCode: 503, errorCode: "http_status", trigger: "replay" },
    { status: "pending" },
  ] as const;
  await makeDeliveries(
    tenant,
    ends.map((end) => ({ endpointId, ...end })),
  );
  const filters = [
    ...[200, 204, 503, 418].map((responseCode) => ({ responseCode })),
    ...(["http_status", "timeout", "bad_response", "unknown"] as const).map((error) => ({ error })),
    ...(["event", "test", "replay"] as const).map((trigger) => ({ trigger })),
    { responseCode: 503, trigger: "replay" as const, endpointId: formatId("ep", endpointId) },
  ];
  for (const filter of filters) {
    const { data } = await listDeliveries({ actor: actorIn(tenant) }, filter);
    const listed = Object.fromEntries(Map.groupBy(data, ({ status }) => status));
    const expected = Object.fromEntries(Object.entries(listed).map(([status, rows]) => [status, rows?.length]));
    // PostgreSQL may keep a plan for any value from the sixth time on.
    for (let call = 1; call <= 7; call++) expect([filter, await counts(tenant, filter)]).toEqual([filter, expected]);
  }
});

describe(`where more than ${COUNTED_MAX} of a status are found`, () => {
  const many = [
    { status: "pending" },
    { status: "succeeded", responseCode: 200 },
    { status: "dead_letter", responseCode: 503, errorCode: "http_status" },
  ] as const;
  const few = [
    { status: "failed", responseCode: 503, errorCode: "http_status" },
    { status: "succeeded", responseCode: 204 },
  ] as const;

  test.each(many)("$status is counted no further, and everything else to its end", async (end) => {
    const tenant = await makeTenant();
    const endpointId = await makeEndpointRow(tenant);
    const [first] = await makeDeliveries(tenant, [
      { endpointId, ...end },
      ...few.map((other) => ({ endpointId, ...other })),
    ]);
    await multiply(first?.id ?? "", COUNTED_MAX + 100);
    const places = [{}, { endpointId: formatId("ep", endpointId) }, { eventType: "order.paid" }];
    const codes = "responseCode" in end ? [{ responseCode: end.responseCode }, { trigger: "event" as const }] : [];
    for (const filter of [...places, ...codes]) {
      const { data } = await countDeliveriesByStatus({ actor: actorIn(tenant) }, filter);
      const past = data.filter(({ hasMore }) => hasMore);
      expect([filter, past]).toEqual([filter, [{ status: end.status, count: COUNTED_MAX, hasMore: true }]]);
      const { data: failed } = await listDeliveries({ actor: actorIn(tenant) }, { ...filter, status: "failed" });
      expect(data.find(({ status }) => status === "failed")?.count).toBe(failed.length);
    }
    const { data } = await countDeliveriesByStatus({ actor: actorIn(tenant) }, {});
    expect(data.find(({ status }) => status === "failed")?.count).toBe(1);
    if (end.status !== "succeeded") expect(data.find(({ status }) => status === "succeeded")?.count).toBe(1);
  });

  test(`exactly ${COUNTED_MAX} are not more than that`, async () => {
    const tenant = await makeTenant();
    const endpointId = await makeEndpointRow(tenant);
    const [first] = await makeDeliveries(tenant, [{ endpointId, status: "succeeded", responseCode: 204 }]);
    await makeDeliveries(tenant, [{ endpointId, status: "cancelled" }]);
    await multiply(first?.id ?? "", COUNTED_MAX - 1);
    for (const filter of [{}, { responseCode: 204 }]) {
      const { data } = await countDeliveriesByStatus({ actor: actorIn(tenant) }, filter);
      const succeeded = data.find(({ status }) => status === "succeeded");
      expect(succeeded).toEqual({ status: "succeeded", count: COUNTED_MAX, hasMore: false });
    }
  });
});

/** Makes so many copies of a delivery. */
async function multiply(id: string, copies: number): Promise<void> {
  await system().execute(sql`
    insert into deliveries (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts, status, response_code, error_code)
    select (left(id::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, tenant_id, app_id, endpoint_id, event_id, event_type, 1,
      status, response_code, error_code
    from deliveries, generate_series(1, ${copies}::int) as n where id = ${id}`);
}

test("refuses a status, which is what it counts, and who may not manage webhooks", async () => {
  const tenant = await makeTenant();
  const call = countDeliveriesByStatus.invoke({ actor: actorIn(tenant) }, () => ({ status: "failed" }));
  await expect(call).rejects.toMatchObject({ code: "invalid_request" });
  const member = actorIn(tenant, { role: "member" });
  await expect(countDeliveriesByStatus({ actor: member }, {})).rejects.toMatchObject({ code: "forbidden" });
});
