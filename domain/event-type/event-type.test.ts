import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { auditEntries, eventTypes } from "#db/schema/index.ts";
import { system } from "#db/tenant.ts";
import type { NewTenant } from "#domain/tenant/create.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { archiveEventType } from "./archive.ts";
import { EVENT_TYPES_PER_APP_MAX } from "./catalogue-limit.ts";
import { createEventType } from "./create.ts";
import { getEventType } from "./get.ts";
import { listEventTypes } from "./list.ts";
import { updateEventType } from "./update.ts";
import { DOCUMENT_LENGTH_MAX } from "./words.ts";

ownTestDatabase();

const as = (tenant: NewTenant) => ({ actor: actorIn(tenant) });
const schema = { type: "object", required: ["amount"], properties: { amount: { type: "integer", minimum: 1 } } };
const actionsOf = async (tenant: NewTenant) => {
  const rows = await system()
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.tenantId, tenant.id))
    .orderBy(auditEntries.id);
  return rows.map(({ action, targetId }) => [action, targetId]);
};

describe("create", () => {
  test("keeps description, schema and example, and makes the example a whole message", async () => {
    const tenant = await makeTenant();
    const example = { amount: 3, __proto__: null };
    const made = await createEventType(as(tenant), { name: "order.paid", description: " Paid ", schema, example });
    expect(made).toMatchObject({
      object: "event_type",
      id: "order.paid",
      description: "Paid",
      schema,
      archivedAt: null,
    });
    expect(made.example).toEqual({ type: "order.paid", amount: 3 });
    expect(await getEventType(as(tenant), { name: "order.paid" })).toEqual(made);
    expect(await actionsOf(tenant)).toEqual([["event_type.create", "order.paid"]]);
  });

  test("does with a name alone", async () => {
    const made = await createEventType(as(await makeTenant()), { name: "order.paid" });
    expect(made).toMatchObject({ description: "", schema: null, example: null });
  });

  test.each([
    ["a name that is a pattern", { name: "order.*" }, "name"],
    ["a name of 129 characters", { name: "a".repeat(129) }, "name"],
    ["a schema that is none", { name: "a", schema: { type: "text" } }, "schema"],
    ["a schema that is a list", { name: "a", schema: [] }, "schema"],
    ["a schema with U+0000", { name: "a", schema: { title: "\u0000" } }, "schema.title"],
    ["a schema with half a character", { name: "a", schema: { title: "\ud800" } }, "schema.title"],
    ["a schema that is too long", { name: "a", schema: { title: "x".repeat(DOCUMENT_LENGTH_MAX) } }, "schema"],
    ["an example that is no object", { name: "a", example: "hello" }, "example"],
    ["an example of another type", { name: "a", example: { type: "b" } }, "example.type"],
    ["an example that departs from the schema", { name: "a", schema, example: { amount: 0 } }, "example.amount"],
    ["an example that lacks a field", { name: "a", schema, example: {} }, "example"],
    ["a description of 1,001 characters", { name: "a", description: "x".repeat(1001) }, "description"],
    ["unknown fields", { name: "a", archivedAt: null }, "archivedAt"],
  ])("refuses %s and keeps nothing", async (_, input, path) => {
    const tenant = await makeTenant();
    const call = createEventType.invoke(as(tenant), () => input);
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path }] });
    expect(await system().select().from(eventTypes).where(eq(eventTypes.tenantId, tenant.id))).toEqual([]);
  });

  test("refuses a name that is taken, also by an archived one, but not by another tenant's", async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await createEventType(as(tenant), { name: "order.paid" });
    await expect(createEventType(as(tenant), { name: "order.paid" })).rejects.toMatchObject({ code: "conflict" });
    await archiveEventType(as(tenant), { name: "order.paid" });
    await expect(createEventType(as(tenant), { name: "order.paid" })).rejects.toMatchObject({ code: "conflict" });
    await createEventType(as(other), { name: "order.paid" });
  });

  test("happens once per idempotency key", async () => {
    const caller = { ...as(await makeTenant()), idempotencyKey: "k1" };
    const first = await createEventType(caller, { name: "order.paid" });
    expect(await createEventType(caller, { name: "order.paid" })).toEqual(first);
  });

  test("refuses more than the most", async () => {
    const tenant = await makeTenant();
    const row = { tenantId: tenant.id, appId: tenant.appId, description: "" };
    const rows = Array.from({ length: EVENT_TYPES_PER_APP_MAX }, (_, at) => ({ ...row, name: `type_${at}` }));
    await system().insert(eventTypes).values(rows);
    await expect(createEventType(as(tenant), { name: "one.more" })).rejects.toMatchObject({ code: "state_forbids" });
  });
});

describe("update", () => {
  test("changes what is given and leaves the rest", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "a", description: "one", schema, example: { amount: 1 } });
    const changed = await updateEventType(as(tenant), { name: "a", description: "two" });
    expect(changed).toMatchObject({ description: "two", schema, example: { type: "a", amount: 1 } });
    expect(await updateEventType(as(tenant), { name: "a", schema: null, example: null })).toMatchObject({
      description: "two",
      schema: null,
      example: null,
    });
    expect((await actionsOf(tenant)).map(([action]) => action)).toEqual([
      "event_type.create",
      "event_type.update",
      "event_type.update",
    ]);
  });

  test("refuses a schema that the example it has does not match", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "a", example: { amount: "1" } });
    const call = updateEventType(as(tenant), { name: "a", schema });
    await expect(call).rejects.toMatchObject({ code: "invalid_request", issues: [{ path: "example.amount" }] });
    expect((await getEventType(as(tenant), { name: "a" })).schema).toBeNull();
  });

  test("brings an archived one back", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "a" });
    await archiveEventType(as(tenant), { name: "a" });
    expect((await updateEventType(as(tenant), { name: "a", archived: false })).archivedAt).toBeNull();
    expect((await updateEventType(as(tenant), { name: "a", archived: true })).archivedAt).toEqual(expect.any(String));
  });
});

test("archive answers name and time, and the same again", async () => {
  const tenant = await makeTenant();
  await createEventType(as(tenant), { name: "a" });
  const archived = await archiveEventType(as(tenant), { name: "a" });
  expect(archived).toEqual({ id: "a", archivedAt: expect.any(String) });
  expect(await archiveEventType(as(tenant), { name: "a" })).toEqual(archived);
  expect((await getEventType(as(tenant), { name: "a" })).archivedAt).toBe(archived.archivedAt);
});

describe("list", () => {
  const names = async (tenant: NewTenant, input: Parameters<typeof listEventTypes>[1]) =>
    (await listEventTypes(as(tenant), input)).data.map(({ name }) => name);

  test("goes by name, page by page, without archived ones unless asked", async () => {
    const tenant = await makeTenant();
    for (const name of ["b.two", "a_1", "a.z", "B", "old"]) await createEventType(as(tenant), { name });
    await archiveEventType(as(tenant), { name: "old" });
    await createEventType(as(await makeTenant()), { name: "foreign" });
    expect(await names(tenant, {})).toEqual(["B", "a.z", "a_1", "b.two"]);
    expect(await names(tenant, { archived: "true" })).toEqual(["B", "a.z", "a_1", "b.two", "old"]);
    const first = await listEventTypes(as(tenant), { limit: 3 });
    const second = await listEventTypes(as(tenant), { limit: 3, cursor: first.nextCursor ?? "" });
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(["B", "a.z", "a_1", "b.two"]);
    expect(second.nextCursor).toBeNull();
  });

  test("searches name and description literally", async () => {
    const tenant = await makeTenant();
    await createEventType(as(tenant), { name: "order.paid", description: "100% paid" });
    await createEventType(as(tenant), { name: "user_made", description: "" });
    expect(await names(tenant, { q: "ORDER" })).toEqual(["order.paid"]);
    expect(await names(tenant, { q: "%" })).toEqual(["order.paid"]);
    expect(await names(tenant, { q: "_" })).toEqual(["user_made"]);
    expect(await names(tenant, { q: "\\" })).toEqual([]);
  });
});

describe("every operation on one event type", () => {
  test.each([
    ["get", getEventType],
    ["update", updateEventType],
    ["archive", archiveEventType],
  ])("%s answers another tenant's, an unknown and a malformed name alike", async (_, operation) => {
    const [tenant, other] = [await makeTenant(), await makeTenant()];
    await createEventType(as(other), { name: "theirs" });
    for (const name of ["theirs", "nothing", "order.*", "", "\u0000", "a".repeat(500)]) {
      await expect(operation(as(tenant), { name })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await getEventType(as(other), { name: "theirs" })).archivedAt).toBeNull();
  });

  test.each([
    ["create", createEventType],
    ["get", getEventType],
    ["update", updateEventType],
    ["archive", archiveEventType],
  ])("%s refuses who may not manage webhooks", async (_, operation) => {
    const tenant = await makeTenant();
    for (const actor of [
      actorIn(tenant, { role: "member" }),
      actorIn(tenant, { type: "key", permissions: ["send_events"] }),
    ]) {
      await expect(operation({ actor }, { name: "a" })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(operation({ actor: null }, { name: "a" })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});
