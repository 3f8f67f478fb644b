import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { endpointHealth } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRows } from "#domain/event/test-factory.ts";
import { makeRollups } from "#domain/health/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { deleteEndpoint } from "./delete.ts";
import { listEndpoints } from "./list.ts";
import { makeEndpoint } from "./test-factory.ts";
import { updateEndpoint } from "./update.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

type Filter = Parameters<typeof listEndpoints>[1];
const list = (filter: Filter = {}) => listEndpoints({ actor }, filter);
const namesOf = async (filter: Filter) => (await list(filter)).data.map(({ name }) => name);

test("lists an app's endpoints newest first, without a secret, and never another tenant's", async () => {
  const secret = (await makeEndpoint(actor, { name: "old" })).secret;
  await makeEndpoint(actor, { name: "new" });
  await makeEndpoint(actorIn(await makeTenant()), { name: "foreign" });
  const page = await list();
  expect(page.data.map(({ name }) => name)).toEqual(["new", "old"]);
  expect(page.nextCursor).toBeNull();
  expect(JSON.stringify(page)).not.toContain(secret.slice(6));
  expect(page.data[1]?.signingSecretLast4).toBe(secret.slice(-5, -1));
});

test("pages go on where the last one ended, until the end, however many are made meanwhile", async () => {
  for (const name of ["a", "b", "c", "d", "e"]) await makeEndpoint(actor, { name });
  const first = await list({ limit: 2 });
  await makeEndpoint(actor, { name: "later" });
  const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
  const third = await list({ limit: 2, cursor: second.nextCursor ?? "" });
  const names = [first, second, third].map(({ data }) => data.map(({ name }) => name));
  expect(names).toEqual([["e", "d"], ["c", "b"], ["a"]]);
  expect(third.nextCursor).toBeNull();
});

test("a cursor of another tenant or made up is refused", async () => {
  const stranger = actorIn(await makeTenant());
  for (const name of ["a", "b"]) await makeEndpoint(stranger, { name });
  const { nextCursor } = await listEndpoints({ actor: stranger }, { limit: 1 });
  await expect(list({ cursor: nextCursor ?? "" })).rejects.toMatchObject({ code: "invalid_cursor" });
  await expect(list({ cursor: "abc.def" })).rejects.toMatchObject({ code: "invalid_cursor" });
});

test("status filters; deleted ones are listed only when asked for", async () => {
  await makeEndpoint(actor, { name: "active" });
  const { id } = await makeEndpoint(actor, { name: "paused" });
  await updateEndpoint({ actor }, { id, status: "paused" });
  const deleted = await makeEndpoint(actor, { name: "deleted" });
  await deleteEndpoint({ actor }, { id: deleted.id });
  expect(await namesOf({})).toEqual(["paused", "active"]);
  expect(await namesOf({ status: "paused" })).toEqual(["paused"]);
  expect(await namesOf({ status: "inactive" })).toEqual(["deleted"]);
  expect(await namesOf({ q: deleted.id })).toEqual(["deleted"]);
});

test("eventType finds the endpoints that would receive that type", async () => {
  await makeEndpoint(actor, { name: "all" });
  await makeEndpoint(actor, { name: "star", eventTypes: ["*"] });
  await makeEndpoint(actor, { name: "orders", eventTypes: ["order.*"] });
  await makeEndpoint(actor, { name: "exact", eventTypes: ["order.item.added", "invoice.paid"] });
  expect(await namesOf({ eventType: "order.item.added" })).toEqual(["exact", "orders", "star", "all"]);
  expect(await namesOf({ eventType: "order" })).toEqual(["star", "all"]);
  expect(await namesOf({ eventType: "invoice.paid" })).toEqual(["exact", "star", "all"]);
});

test("q finds names, URLs and descriptions by what is written, % and _ and \\ included", async () => {
  await makeEndpoint(actor, { name: "100% of_it\\all" });
  await makeEndpoint(actor, { name: "plain", url: "https://hooks.example.com/Orders", description: "the big one" });
  expect(await namesOf({ q: "0% OF_" })).toEqual(["100% of_it\\all"]);
  expect(await namesOf({ q: "it\\a" })).toEqual(["100% of_it\\all"]);
  expect(await namesOf({ q: "%" })).toEqual(["100% of_it\\all"]);
  expect(await namesOf({ q: "_" })).toEqual(["100% of_it\\all"]);
  expect(await namesOf({ q: "orders" })).toEqual(["plain"]);
  expect(await namesOf({ q: "BIG" })).toEqual(["plain"]);
  expect(await namesOf({ q: "nothing like it" })).toEqual([]);
});

test("q with an id finds that endpoint, and another tenant's id finds nothing", async () => {
  const { id } = await makeEndpoint(actor, { name: "mine" });
  const foreign = await makeEndpoint(actorIn(await makeTenant()));
  expect(await namesOf({ q: ` ${id} ` })).toEqual(["mine"]);
  expect(await namesOf({ q: foreign.id })).toEqual([]);
});

test("health finds the endpoints in a state", async () => {
  const facts = { tenantId: tenant.id, appId: tenant.appId };
  const now = new Date();
  for (const [name, succeeded, failed, consecutiveFailures] of [
    ["healthy", 100, 0, 0],
    ["degraded", 90, 10, 0],
    ["failing", 10, 90, 9],
    ["idle", 0, 0, 0],
  ] as const) {
    const { uuid } = await makeEndpoint(actor, { name });
    await system().update(endpointHealth).set({ consecutiveFailures }).where(eq(endpointHealth.endpointId, uuid));
    if (succeeded + failed > 0) await makeRollups({ ...facts, endpointId: uuid }, [{ at: now, succeeded, failed }]);
  }
  for (const state of ["healthy", "degraded", "failing", "idle"] as const) {
    const { data } = await list({ health: state });
    expect(data.map(({ name, health }) => [name, health.state])).toEqual([[state, state]]);
  }
});

test("a state is found however far behind others it stands, over as many pages as it takes", async () => {
  const facts = { tenantId: tenant.id, appId: tenant.appId };
  const rows = Array.from({ length: 1005 }, (_, at) => ({ name: `n${at}` }));
  const ids = await makeEndpointRows(tenant, rows);
  for (const endpointId of [ids[0], ids[1], ids[1003]]) {
    if (endpointId) await makeRollups({ ...facts, endpointId }, [{ at: new Date(), succeeded: 1 }]);
  }
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 5; page++) {
    const { data, nextCursor } = await list({ health: "healthy", limit: 1, ...(cursor ? { cursor } : {}) });
    found.push(...data.map(({ id }) => id));
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  const expected = [ids[1003], ids[1], ids[0]].map((id) => formatId("ep", id ?? ""));
  expect(found).toEqual(expected);
});

test.each<[string, unknown, string[]]>([
  ["a limit of 0", { limit: "0" }, ["limit"]],
  ["a limit of 101", { limit: "101" }, ["limit"]],
  ["a limit that is no number", { limit: "abc" }, ["limit"]],
  ["unknown values", { status: "gone", health: "fine", eventType: "order.*" }, ["eventType", "health", "status"]],
  ["U+0000 in a search", { q: "a\u0000" }, ["q"]],
  ["an unknown parameter", { page: "2" }, ["page"]],
])("refuses %s, with one issue per field", async (_, input, paths) => {
  const refused = listEndpoints.invoke({ actor }, () => input);
  await expect(refused).rejects.toMatchObject({ code: "invalid_request" });
  const issues: unknown = await refused.catch((error: unknown) => Reflect.get(Object(error), "issues"));
  expect(Array.isArray(issues) && issues.map(({ path }) => path).sort()).toEqual(paths);
});
