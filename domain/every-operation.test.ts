import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { databaseContents } from "#db/test-contents.ts";
import { createTestDatabase, type TestDatabase } from "#db/test-database.ts";
import type { Actor } from "./actor.ts";
import { createApp } from "./app/create.ts";
import { makeAttempt, makeDeliveries } from "./delivery/test-factory.ts";
import { makeEndpoint } from "./endpoint/test-factory.ts";
import { DomainError } from "./error.ts";
import { makeEvent } from "./event/test-factory.ts";
import { createEventType } from "./event-type/create.ts";
import { formatId, type IdPrefix } from "./id.ts";
import type { Operation } from "./operation.ts";
import { actorIn, makeKey, makeTenant, makeUser } from "./test-factory.ts";
import { allOperations, idFields, sampleInput, withField } from "./test-operations.ts";

const operations = await allOperations();
const each = (some: Operation[]) => some.map((operation) => [operation.facts.id, operation] as const);

let testDatabase: TestDatabase;
let ours: Fixtures;
let theirs: Fixtures;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url);
  ours = await makeFixtures();
  theirs = await makeFixtures();
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

/** A tenant with at least two rows of everything that is listed, its admin, and an id of each noun. */
type Fixtures = { admin: Actor; ids: Map<string, string> };

async function makeFixtures(): Promise<Fixtures> {
  const tenant = await makeTenant();
  const [user] = [await makeUser({ tenant }), await makeUser({ tenant, role: "member" })];
  const admin = actorIn(tenant, { id: user.id });
  const [key] = [await makeKey(tenant), await makeKey(tenant)];
  await createApp({ actor: admin }, { slug: "sandbox", name: "Sandbox" });
  for (const name of ["order.paid", "order.sent"]) await createEventType({ actor: admin }, { name });
  const [endpoint] = [await makeEndpoint(admin), await makeEndpoint(admin)];
  const [event] = [await makeEvent(tenant), await makeEvent(tenant)];
  const failed = { endpointId: endpoint.uuid, eventId: event.id, status: "failed" as const };
  const [delivery] = await makeDeliveries(tenant, [failed, failed]);
  if (!delivery) throw new Error("No delivery was made.");
  const attempt = await makeAttempt(delivery);
  const uuids: [IdPrefix, string][] = [
    ["tnt", tenant.id],
    ["app", tenant.appId],
    ["usr", user.id],
    ["key", key.id],
    ["ep", endpoint.uuid],
    ["evt", event.id],
    ["dlv", delivery.id],
    ["att", attempt.id],
  ];
  return { admin, ids: new Map(uuids.map(([prefix, uuid]) => [prefix, formatId(prefix, uuid)])) };
}

/** The id of a noun in a tenant; an operation that takes another noun's asks for a row of it above. */
function idOf({ ids }: Fixtures, prefix: string): string {
  const id = ids.get(prefix);
  if (!id) throw new Error(`Make a row with the prefix ${prefix} in makeFixtures.`);
  return id;
}

/** An operation's smallest input with a tenant's own ids wherever it must have one. */
function inputOf(operation: Operation, fixtures: Fixtures): Record<string, unknown> {
  const sample = sampleInput(operation);
  const required = idFields(operation).filter(({ path: [name = ""] }) => name in sample);
  return required.reduce((input, { path, prefix }) => withField(input, path, idOf(fixtures, prefix)), sample);
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test("operations are found without being listed", () => {
  const ids = operations.map(({ facts }) => facts.id);
  expect(ids).toEqual(expect.arrayContaining(["endpoint.create", "event.accept", "delivery.replay", "member.list"]));
});

describe("without the permission, nothing is read and nothing is written", () => {
  test.each(each(operations))("%s", async (_, operation) => {
    const { permission } = operation.facts;
    const tenant = { id: ours.admin.tenantId };
    const denied: [Actor | null, string][] = [
      [null, "unauthenticated"],
      [actorIn(tenant, { role: "member" }), "forbidden"],
      [actorIn(tenant, { type: "staff", permissions: [] }), "forbidden"],
    ];
    if (permission !== "send_events") {
      denied.push([actorIn(tenant, { type: "key", permissions: ["send_events"] }), "forbidden"]);
    }
    if (permission === "manage_members") {
      denied.push([actorIn(tenant, { role: "operator" }), "forbidden"]);
      denied.push([actorIn(tenant, { type: "key", permissions: ["manage_webhooks", permission] }), "forbidden"]);
    }
    const before = await databaseContents();
    for (const [actor, code] of denied) {
      const neverRead = () => {
        throw new Error("read the input first");
      };
      expect(await refusalOf(operation.invoke({ actor }, neverRead))).toBe(code);
    }
    expect(await databaseContents()).toEqual(before);
  });
});

describe("another tenant's id is not found, wherever it stands, and nothing changes", () => {
  const cases = operations.flatMap((operation) =>
    idFields(operation).map(
      ({ path, prefix }) => [operation.facts.id, path.join("."), { operation, path, prefix }] as const,
    ),
  );
  test.each(cases)("%s %s", async (_, __, { operation, path, prefix }) => {
    const before = await databaseContents();
    const input = withField(inputOf(operation, ours), path, idOf(theirs, prefix));
    expect(await refusalOf(operation.invoke({ actor: ours.admin }, () => input))).toBe("not_found");
    expect(await databaseContents()).toEqual(before);
  });

  const inApps = operations.filter(({ facts }) => facts.scope === "app");
  test.each(each(inApps))("%s in another tenant's app", async (_, operation) => {
    const before = await databaseContents();
    const caller = { actor: ours.admin, app: idOf(theirs, "app") };
    expect(await refusalOf(operation.invoke(caller, () => inputOf(operation, ours)))).toBe("not_found");
    expect(await databaseContents()).toEqual(before);
  });

  const reads = operations.filter(({ facts }) => !facts.audited && facts.permission !== "send_events");
  test.each(each(reads))("but %s finds our own", async (_, operation) => {
    expect(await refusalOf(operation.invoke({ actor: ours.admin }, () => inputOf(operation, ours)))).toBe("done");
  });
});

describe("a list goes on only from its own cursor", () => {
  const lists = operations.filter((operation) => hasField(operation, "cursor"));
  test.each(each(lists))("%s", async (_, operation) => {
    const readPage = (fixtures: Fixtures, more: object) =>
      operation.invoke({ actor: fixtures.admin }, () => ({ ...inputOf(operation, fixtures), limit: 1, ...more }));
    const { nextCursor: cursor } = pageOf(await readPage(theirs, {}));
    expect(cursor, "makeFixtures makes too few rows for a second page").not.toBeNull();
    expect(await refusalOf(readPage(theirs, { cursor }))).toBe("done");
    for (const bad of [cursor, `${cursor}x`, `x${cursor}`, "", "e30", "..", "\u{1F4EF}"]) {
      expect([bad, await refusalOf(readPage(ours, { cursor: bad }))]).toEqual([bad, "invalid_cursor"]);
    }
  });
});

describe("an unknown field is refused", () => {
  test.each(each(operations))("%s", async (_, operation) => {
    const before = await databaseContents();
    const input = { ...inputOf(operation, ours), tenantId: idOf(theirs, "tnt") };
    const refused = operation.invoke({ actor: ours.admin }, () => input);
    await expect(refused).rejects.toMatchObject({
      code: "invalid_request",
      issues: [{ path: "tenantId", message: "Unknown field" }],
    });
    expect(await databaseContents()).toEqual(before);
  });
});

function hasField({ facts }: Operation, name: string): boolean {
  return "shape" in facts.input && Object.hasOwn(Object(facts.input.shape), name);
}

function pageOf(answer: unknown): { nextCursor: string | null } {
  const cursor = typeof answer === "object" && answer !== null ? Reflect.get(answer, "nextCursor") : undefined;
  if (cursor === null || typeof cursor === "string") return { nextCursor: cursor };
  throw new Error("A list's answer has no nextCursor.");
}
