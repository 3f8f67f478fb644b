import { beforeAll, describe, expect, test } from "vitest";
import { databaseContents, ownTestDatabase } from "#harness/test-database.ts";
import { actorIn } from "../test-factory.ts";
import { type Fixtures, idOf, inputOf, makeFixtures, refusalOf } from "../test-fixtures.ts";
import { allOperations, idFields, withField } from "../test-operations.ts";
import type { Actor } from "./actor.ts";
import type { Operation } from "./operation.ts";

const operations = await allOperations();
const each = (some: Operation[]) => some.map((operation) => [operation.facts.id, operation] as const);

ownTestDatabase();
let ours: Fixtures;
let theirs: Fixtures;
beforeAll(async () => {
  ours = await makeFixtures();
  theirs = await makeFixtures();
});

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
