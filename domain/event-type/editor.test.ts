import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { eventTypes } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import { makeEvent } from "#domain/event/test-factory.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { archiveEventType } from "./archive.ts";
import { checkEventType } from "./check.ts";
import { createEventType } from "./create.ts";
import { getEventTypeTraffic, TRAFFIC_COUNT_MAX } from "./get-traffic.ts";
import { importEventTypes } from "./import.ts";
import { previewEventTypeImport } from "./preview-import.ts";

ownTestDatabase();

const as = (tenant: NewTenant) => ({ actor: actorIn(tenant) });
const schema = { type: "object", required: ["amount"], properties: { amount: { type: "integer" } } };
const rowsOf = (tenant: NewTenant) => system().select().from(eventTypes).where(eq(eventTypes.tenantId, tenant.id));

describe("checking while somebody types", () => {
  test("tells the example as it would be kept, and keeps nothing", async () => {
    const tenant = await makeTenant();
    const checked = await checkEventType(as(tenant), { name: "order.paid", schema, example: { amount: 3 } });
    expect(checked.example).toEqual({ type: "order.paid", amount: 3 });
    expect(await rowsOf(tenant)).toEqual([]);
  });

  test.each([
    ["a schema that is none", { schema: { type: "text" } }, "schema"],
    ["an example that does not match", { schema, example: { amount: "3" } }, "example.amount"],
    ["an example of another type", { example: { type: "order.sent" } }, "example.type"],
  ])("refuses %s, as creating does", async (_, documents, path) => {
    const tenant = await makeTenant();
    const refusal = { code: "invalid_request", issues: [expect.objectContaining({ path })] };
    await expect(checkEventType(as(tenant), { name: "order.paid", ...documents })).rejects.toMatchObject(refusal);
    await expect(createEventType(as(tenant), { name: "order.paid", ...documents })).rejects.toMatchObject(refusal);
  });
});

describe("previewing an import", () => {
  test("says what importing then does, row by row, and what it would empty", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "order.paid", description: "Paid", schema, example: { amount: 3 } });
    await createEventType(as(tenant), { name: "order.sent" });
    await createEventType(as(tenant), { name: "order.lost" });
    await archiveEventType(as(tenant), { name: "order.lost" });
    const list = ["order.paid", "order.sent", "order.lost", "order.new"].map((name) => ({ name }));
    const before = await rowsOf(tenant);
    expect((await previewEventTypeImport(as(tenant), { eventTypes: list })).data).toEqual([
      { name: "order.paid", effect: "updated", emptied: ["description", "schema", "example"] },
      { name: "order.sent", effect: "unchanged", emptied: [] },
      { name: "order.lost", effect: "restored", emptied: [] },
      { name: "order.new", effect: "created", emptied: [] },
    ]);
    expect(await rowsOf(tenant)).toEqual(before);
    const counts = await importEventTypes(as(tenant), { eventTypes: list });
    expect(counts).toEqual({ created: 1, updated: 2, unchanged: 1 });
  });

  test("refuses each bad row at its place", async () => {
    const eventTypes = [{ name: "a" }, { name: "b", schema: { type: "text" } }];
    await expect(previewEventTypeImport(as(await makeTenant()), { eventTypes })).rejects.toMatchObject({
      issues: [{ path: "eventTypes.1.schema" }],
    });
  });
});

describe("traffic", () => {
  test("counts the last 24 hours of each type, of this app alone", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    for (const type of ["order.paid", "order.paid", "order.sent"]) await makeEvent(tenant, { type });
    await makeEvent(other, { type: "order.paid" });
    const { data } = await getEventTypeTraffic(as(tenant), { names: ["order.paid", "order.sent", "never.sent"] });
    expect(data.map(({ events }) => events)).toEqual([2, 1, 0]);
  });

  test.each([
    [TRAFFIC_COUNT_MAX, false],
    [TRAFFIC_COUNT_MAX + 5, true],
  ])("of %i events it counts a thousand, and says whether there are more", async (count, isMore) => {
    const tenant = await makeTenant();
    await system().execute(`
      insert into events (id, tenant_id, app_id, type, content_type, body_bytes, body_sha256)
      select uuidv7(), '${tenant.id}', '${tenant.appId}', 'busy', 'application/json', 2, '\\x00'
      from generate_series(1, ${count})`);
    const { data } = await getEventTypeTraffic(as(tenant), { names: ["busy"] });
    expect(data).toEqual([{ name: "busy", events: TRAFFIC_COUNT_MAX, isMore }]);
  });
});
