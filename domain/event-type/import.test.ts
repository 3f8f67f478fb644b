import { asc, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, eventTypes } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import { createApp } from "#domain/app/create.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { archiveEventType } from "./archive.ts";
import { EVENT_TYPES_PER_APP_MAX } from "./catalogue-limit.ts";
import { createEventType } from "./create.ts";
import { getEventType } from "./get.ts";
import { checkRows, importEventTypes } from "./import.ts";
import { IMPORT_ROWS_MAX } from "./words.ts";

ownTestDatabase();

const as = (tenant: NewTenant) => ({ actor: actorIn(tenant) });
const namesIn = async (tenant: NewTenant) =>
  (await system().select().from(eventTypes).where(eq(eventTypes.tenantId, tenant.id))).map(({ name }) => name).sort();
const loggedIn = async (tenant: NewTenant) =>
  (
    await system().select().from(auditEntries).where(eq(auditEntries.tenantId, tenant.id)).orderBy(asc(auditEntries.id))
  ).filter(({ action }) => action === "event_type.import");

const schema = { type: "object", required: ["amount"], properties: { amount: { type: "integer", minimum: 1 } } };
const orderPaid = { name: "order.paid", description: "Paid", schema, example: { amount: 3 } };

describe("an import", () => {
  test("adds what is new, replaces what differs, leaves alone what is the same, and says how many", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), orderPaid);
    await createEventType(as(tenant), { name: "order.sent", description: "Sent", schema });
    await createEventType(as(tenant), { name: "not.named" });
    const same = await getEventType(as(tenant), { name: "order.paid" });
    const list = [orderPaid, { name: "order.sent" }, { name: "user.made", description: "Made" }];
    expect(await importEventTypes(as(tenant), { eventTypes: list })).toEqual({ created: 1, updated: 1, unchanged: 1 });
    expect(await getEventType(as(tenant), { name: "order.paid" })).toEqual(same);
    expect(await getEventType(as(tenant), { name: "order.sent" })).toMatchObject({ description: "", schema: null });
    expect(await namesIn(tenant)).toEqual(["not.named", "order.paid", "order.sent", "user.made"]);
    expect(await importEventTypes(as(tenant), { eventTypes: list })).toEqual({ created: 0, updated: 0, unchanged: 3 });
  });

  test("sees that a schema or an example alone differs", async () => {
    const tenant = await makeTenant();
    await importEventTypes(as(tenant), { eventTypes: [orderPaid] });
    const stricter = { ...schema, properties: { amount: { type: "integer", minimum: 2 } } };
    const changes = [
      { ...orderPaid, schema: stricter },
      { ...orderPaid, example: { amount: 4 } },
    ];
    for (const eventType of changes) {
      expect(await importEventTypes(as(tenant), { eventTypes: [eventType] })).toMatchObject({ updated: 1 });
    }
    expect(await getEventType(as(tenant), { name: "order.paid" })).toMatchObject({ schema, example: { amount: 4 } });
  });

  test("brings an archived one back", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), orderPaid);
    await archiveEventType(as(tenant), { name: "order.paid" });
    expect(await importEventTypes(as(tenant), { eventTypes: [orderPaid] })).toMatchObject({ updated: 1 });
    expect((await getEventType(as(tenant), { name: "order.paid" })).archivedAt).toBeNull();
  });

  test("leaves a row in the audit log, and one for each event type it changed", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "order.sent", description: "Sent" });
    const list = [orderPaid, { name: "order.sent", description: "On its way" }];
    await importEventTypes(as(tenant), { eventTypes: list });
    expect(
      (await loggedIn(tenant)).map(({ targetId, before, after }) => [targetId, before?.description, after]),
    ).toEqual([
      [null, undefined, { created: 1, updated: 1, unchanged: 0 }],
      ["order.paid", undefined, expect.objectContaining({ description: "Paid", schema })],
      ["order.sent", "Sent", expect.objectContaining({ description: "On its way" })],
    ]);
    await importEventTypes(as(tenant), { eventTypes: list });
    expect(await loggedIn(tenant)).toHaveLength(4);
  });

  test("stays in its app", async () => {
    const tenant = await makeTenant();
    await createApp(as(tenant), { slug: "sandbox", name: "Sandbox" });
    const inSandbox = { ...as(tenant), app: "sandbox" };
    await createEventType(inSandbox, { name: "order.paid", description: "Played" });
    expect(await importEventTypes(as(tenant), { eventTypes: [orderPaid] })).toMatchObject({ created: 1 });
    expect(await getEventType(inSandbox, { name: "order.paid" })).toMatchObject({ description: "Played" });
  });

  test("stays in its tenant", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await createEventType(as(other), { name: "order.paid", description: "Theirs" });
    expect(await importEventTypes(as(tenant), { eventTypes: [orderPaid] })).toMatchObject({ created: 1 });
    expect(await getEventType(as(other), { name: "order.paid" })).toMatchObject({ description: "Theirs" });
  });

  test("happens once per idempotency key", async () => {
    const tenant = await makeTenant();
    const caller = { ...as(tenant), idempotencyKey: "k1" };
    const first = await importEventTypes(caller, { eventTypes: [orderPaid] });
    expect(await importEventTypes(caller, { eventTypes: [orderPaid] })).toEqual(first);
    expect(first.created).toBe(1);
  });

  test("counts each event type as added once when two lists come at the same time", async () => {
    const tenant = await makeTenant();
    const eventTypes = Array.from({ length: 20 }, (_, at) => ({ name: `type_${at}` }));
    const both = await Promise.all([0, 1].map(() => importEventTypes(as(tenant), { eventTypes })));
    expect(both.map(({ created }) => created).sort()).toEqual([0, 20]);
  });
});

describe("of a list with faults nothing is imported", () => {
  const sound = { name: "order.sent" };

  test("and every row's faults are named", async () => {
    const tenant = await makeTenant();
    const list = [
      sound,
      { name: "a", schema: { type: "text" } },
      { name: "b", schema, example: { amount: 0 } },
      { name: "c", example: { type: "d" } },
    ];
    await expect(importEventTypes(as(tenant), { eventTypes: list })).rejects.toMatchObject({
      code: "invalid_request",
      issues: [
        { path: "eventTypes.1.schema" },
        { path: "eventTypes.2.example.amount" },
        { path: "eventTypes.3.example.type" },
      ],
    });
    expect([await namesIn(tenant), await loggedIn(tenant)]).toEqual([[], []]);
  });

  test.each<[string, unknown, string]>([
    ["no list", {}, "eventTypes"],
    ["an empty list", { eventTypes: [] }, "eventTypes"],
    [
      "too long a list",
      { eventTypes: Array.from({ length: IMPORT_ROWS_MAX + 1 }, (_, at) => ({ name: `t${at}` })) },
      "eventTypes",
    ],
    ["a row that is no object", { eventTypes: [sound, "order.paid"] }, "eventTypes.1"],
    ["a row without a name", { eventTypes: [sound, {}] }, "eventTypes.1.name"],
    ["a pattern for a name", { eventTypes: [sound, { name: "order.*" }] }, "eventTypes.1.name"],
    ["a name that stands twice", { eventTypes: [sound, { name: "a" }, sound] }, "eventTypes.2.name"],
    ["an unknown field", { eventTypes: [{ ...sound, archived: true }] }, "eventTypes.0.archived"],
    ["U+0000", { eventTypes: [{ ...sound, description: "\u0000" }] }, "eventTypes.0.description"],
  ])("%s", async (_, input, path) => {
    const tenant = await makeTenant();
    const call = importEventTypes.invoke(as(tenant), () => input);
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
    expect(await namesIn(tenant)).toEqual([]);
  });

  test("more than the app has room for", async () => {
    const tenant = await makeTenant();
    const row = { tenantId: tenant.id, appId: tenant.appId, description: "" };
    const there = Array.from({ length: EVENT_TYPES_PER_APP_MAX - 1 }, (_, at) => ({ ...row, name: `type_${at}` }));
    await system().insert(eventTypes).values(there);
    const two = [{ name: "new_1" }, { name: "new_2" }];
    await expect(importEventTypes(as(tenant), { eventTypes: two })).rejects.toMatchObject({ code: "state_forbids" });
    const fits = [{ name: "new_1" }, { name: "type_0", description: "Replaced" }];
    expect(await importEventTypes(as(tenant), { eventTypes: fits })).toMatchObject({ created: 1, updated: 1 });
  });

  test("schemas that take too long to check", async () => {
    let ms = 0;
    const slow = () => {
      ms += 10_000;
      return ms;
    };
    const rows = ["a", "b", "c"].map((name) => ({ name, description: "", schema: null, example: null }));
    await expect(checkRows(rows, slow)).rejects.toMatchObject({
      code: "invalid_request",
      issues: [{ path: "eventTypes.1" }],
    });
  });
});

test("the one name that the import's path takes away cannot be in the catalogue", async () => {
  const caller = as(await makeTenant());
  await expect(createEventType(caller, { name: "import" })).rejects.toMatchObject({ issues: [{ path: "name" }] });
  await createEventType(caller, { name: "import.done" });
});

test("who may not manage webhooks imports nothing", async () => {
  const tenant = await makeTenant();
  for (const actor of [
    actorIn(tenant, { role: "member" }),
    actorIn(tenant, { type: "key", permissions: ["send_events"] }),
  ]) {
    await expect(importEventTypes({ actor }, { eventTypes: [orderPaid] })).rejects.toMatchObject({ code: "forbidden" });
  }
});
