import { describe, expect, test } from "vitest";
import { parseId } from "#domain/id.ts";
import { pauseReplay } from "#domain/replay/pause.ts";
import { makeUser } from "#domain/test-factory.ts";
import { type Fixtures, idOf, inputOf, makeFixtures } from "#domain/test-fixtures.ts";
import { sessionToken } from "#harness/session.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { allRoutes, type Call, call, mounted } from "#http/test-routes.ts";
import { EXAMPLE_BODIES } from "./operation-object.ts";
import { expectToMatchOpenApi } from "./test-response.ts";

/** Every operation where it is mounted. */
const doors = (await allRoutes()).flatMap((route) =>
  [...route.methods].flatMap(([method, handler]) => {
    const facts = mounted(handler);
    return facts ? [{ route, method, ...facts, name: `${method} ${route.path}` }] : [];
  }),
);
type Door = (typeof doors)[number];

ownTestDatabase();

const by = (token: string) => ({ authorization: `Bearer ${token}` });

async function adminToken(fixtures: Fixtures): Promise<string> {
  return sessionToken({ id: parseId("usr", idOf(fixtures, "usr")) ?? "" });
}

/** A call that names rows that are there: the operation's example, or the least that it takes. */
async function callOf({ route, method, operation, body }: Door, fixtures: Fixtures): Promise<Call> {
  const names = [...route.path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");
  const input = inputOf(operation, fixtures);
  const params = Object.fromEntries(names.map((name) => [name, name === "app" ? "~" : String(input[name] ?? "")]));
  const example = EXAMPLE_BODIES[operation.facts.id];
  const prepared = await PREPARED[operation.facts.id]?.(fixtures);
  if (body)
    return { params, headers: { "content-type": body.contentType }, body: '{"type":"order.paid","orderId":42}' };
  if (method === "GET" || method === "DELETE") return { params };
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
  return { params, body: JSON.stringify({ ...rest, ...Object(example), ...prepared }) };
}

/** What must be there first, and what the body says besides, where the example meets what the fixtures have made. */
const PREPARED: Record<string, (fixtures: Fixtures) => Promise<object>> = {
  "app.create": async () => ({ slug: "staging" }),
  "event_type.create": async () => ({ name: "order.refunded", example: null }),
  "member.create": async () => ({ email: (await makeUser()).email }),
  "member.delete": async ({ admin }) => {
    await makeUser({ tenant: { id: admin.tenantId } });
    return {};
  },
  "replay.resume": async (fixtures) => {
    await pauseReplay({ actor: fixtures.admin }, { id: idOf(fixtures, "rpl") });
    return {};
  },
};

describe("a good answer is as openapi.json says", () => {
  test.each(doors.map((door) => [door.name, door] as const))("%s", async (_, door) => {
    const fixtures = await makeFixtures();
    const { headers, ...given } = await callOf(door, fixtures);
    const response = await call(door.route, door.method, {
      ...given,
      headers: { ...headers, ...by(await adminToken(fixtures)) },
    });
    const answer = await expectToMatchOpenApi(response, door.method, door.route.path);
    expect([response.ok, answer]).toEqual([true, answer]);
  });
});

test("and so is an answer of another status that an operation can give", async () => {
  const fixtures = await makeFixtures();
  const route = doors.find(({ name }) => name === "POST /api/v1/apps/[app]/replays")?.route;
  if (!route) throw new Error("There are no bulk replays.");
  const body = JSON.stringify({ filter: { status: ["failed"] }, dryRun: true });
  const given = { params: { app: "~" }, headers: by(await adminToken(fixtures)), body };
  const response = await call(route, "POST", given);
  expect(response.status).toBe(200);
  await expectToMatchOpenApi(response, "POST", "/api/v1/replays");
});

describe("and so is a refusal", () => {
  test.each(doors.map((door) => [door.name, door] as const))("%s", async (_, door) => {
    const fixtures = await makeFixtures();
    const token = await adminToken(fixtures);
    const good = await callOf(door, fixtures);
    const statusOf = async (given: Call) => {
      const response = await call(door.route, door.method, {
        ...given,
        headers: { ...good.headers, ...given.headers },
      });
      await expectToMatchOpenApi(response, door.method, door.route.path);
      return response.status;
    };
    expect(await statusOf({ ...good, headers: {} })).toBe(401);
    expect(await statusOf({ ...good, headers: by(token), query: "?nonsense=1" })).toBe(400);
    expect(await statusOf({ ...good, headers: { ...by(token), "posthouse-tenant": "nobodys" } })).toBe(404);
    if (door.method === "GET" || door.method === "DELETE") return;
    const plain = { ...by(token), "content-type": "text/plain" };
    expect(await statusOf({ ...good, headers: plain, body: "x" })).toBe(415);
  });
});
