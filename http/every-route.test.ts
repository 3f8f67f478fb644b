import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { memberships, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import { newId } from "#domain/new-id.ts";
import { makeKey, makeTenant, makeUser } from "#domain/test-factory.ts";
import { idFields, sampleInput } from "#domain/test-operations.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
import { databaseContents, ownTestDatabase } from "#harness/test-database.ts";
import type { Method } from "./route.ts";
import { allRoutes, type Call, call, mounted, type TestRoute } from "./test-routes.ts";

const routes = await allRoutes();
/** Every operation where it is mounted. */
const doors = routes.flatMap((route) =>
  [...route.methods].flatMap(([method, handler]) => {
    const facts = mounted(handler);
    return facts ? [{ route, method, ...facts, name: `${method} ${route.path}` }] : [];
  }),
);
type Door = (typeof doors)[number];
const each = (some: Door[]) => some.map((door) => [door.name, door] as const);
const routeAt = (path: string): TestRoute => {
  const route = routes.find((candidate) => candidate.path === path);
  if (!route) throw new Error(`There is no path ${path}.`);
  return route;
};

const testDatabase = ownTestDatabase();
let tenant: { id: string; slug: string };
let bearer: Record<"admin" | "member" | "managing" | "sending" | "revoked" | "expired", string>;
beforeAll(async () => {
  tenant = await makeTenant();
  const keyOf = async (facts: Parameters<typeof makeKey>[1]) => (await makeKey(tenant, facts)).token;
  bearer = {
    admin: await sessionToken(await makeUser({ tenant })),
    member: await sessionToken(await makeUser({ tenant, role: "member" })),
    managing: await keyOf({ permissions: ["manage_webhooks"] }),
    sending: await keyOf({ permissions: ["send_events"] }),
    revoked: await keyOf({ revokedAt: new Date() }),
    expired: await keyOf({ expiresAt: new Date(Date.now() - 1000) }),
  };
  // A key's first use is written down, which is not what the tests below look for.
  for (const token of [bearer.managing, bearer.sending]) await authenticateKey(token, { ip: null, requestId: "test" });
});

const by = (token: string) => ({ authorization: `Bearer ${token}` });

/** The smallest call that an operation takes, by its schema: parameters in the path, the rest where the method has it. */
function smallestCall({ route, method, operation }: Door): Call {
  const names = [...route.path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");
  const sample = sampleInput(operation);
  const params = Object.fromEntries(names.map((name) => [name, name === "app" ? "~" : String(sample[name] ?? "x")]));
  const rest = Object.fromEntries(Object.entries(sample).filter(([name]) => !names.includes(name)));
  if (operation.facts.permission === "send_events") return { params, body: '{"type":"order.paid"}' };
  return { params, body: method === "GET" || method === "DELETE" ? null : JSON.stringify(rest) };
}

/** A refusal as every one must look; answers its code. */
async function codeOf(response: Response): Promise<string> {
  const problem: Record<string, unknown> = JSON.parse(await response.text());
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(problem).toMatchObject({ status: response.status, type: expect.any(String), title: expect.any(String) });
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  if (response.status === 401) expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  return String(problem.code);
}

const statusOf = async (answer: Promise<Response>) => (await answer).status;

test("operations are found where they are mounted", () => {
  const names = doors.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["GET /api/v1/members", "POST /api/v1/apps/[app]/endpoints"]));
});

describe("who may not is refused, and nothing is written", () => {
  test.each(each(doors))("%s", async (_, door) => {
    const { route, method, operation } = door;
    const isSending = operation.facts.permission === "send_events";
    const mayNot: [string, Record<string, string>, string][] = [
      ["nobody", {}, "unauthenticated"],
      ["a revoked key", by(bearer.revoked), "unauthenticated"],
      ["an expired key", by(bearer.expired), "unauthenticated"],
      ["a member", by(bearer.member), "forbidden"],
      ["a member's browser", cookie(bearer.member), "forbidden"],
    ];
    if (!isSending) mayNot.push(["a sending key", by(bearer.sending), "forbidden"]);
    const before = await databaseContents();
    for (const [who, headers, code] of mayNot) {
      const given = { ...smallestCall(door), headers: { origin: "http://localhost:3000", ...headers } };
      const response = await call(route, method, given);
      expect([who, response.status, await codeOf(response)]).toEqual([who, code === "forbidden" ? 403 : 401, code]);
    }
    expect(await databaseContents()).toEqual(before);
  });
});

const cookie = (token: string) => ({ cookie: `${SESSION_COOKIE}=${token}` });

describe("a cookie writes only from our own pages", () => {
  const writes = doors.filter(({ method }) => method !== "GET");
  test.each(each(writes))("%s", async (_, door) => {
    const before = await databaseContents();
    for (const origin of ["https://evil.example", "null", "http://localhost:3000.evil.example", "x", undefined]) {
      const headers = { ...cookie(bearer.admin), ...(origin === undefined ? {} : { origin }) };
      const response = await call(door.route, door.method, { ...smallestCall(door), headers });
      expect([origin, response.status, await codeOf(response)]).toEqual([origin, 403, "forbidden"]);
    }
    expect(await databaseContents()).toEqual(before);
  });

  test("and from them it does; a Bearer token needs no origin", async () => {
    const create = (slug: string, headers: Record<string, string>) =>
      statusOf(call(routeAt("/api/v1/apps"), "POST", { headers, body: JSON.stringify({ slug, name: "x" }) }));
    expect(await create("one", { ...cookie(bearer.admin), origin: "http://localhost:3000" })).toBe(201);
    expect(await create("two", by(bearer.admin))).toBe(201);
    expect(await create("three", { ...by(bearer.managing), origin: "https://evil.example" })).toBe(201);
  });
});

describe("credentials that are no good are 401, never an error of ours", () => {
  const list = (headers: Record<string, string>) => call(routeAt("/api/v1/apps"), "GET", { headers });

  test.each([
    ["no scheme", "ph_x"],
    ["no token", "Bearer"],
    ["an empty token", "Bearer  "],
    ["two tokens", "Bearer a b"],
    ["another scheme", "Basic YTpi"],
    ["half an API key", "Bearer ph_"],
    ["an API key of nonsense", `Bearer ph_${"z".repeat(26)}_${"0".repeat(40)}`],
    ["an API key with a byte too many", `Bearer ph_${"0".repeat(26)}_${"0".repeat(41)}`],
    ["nonsense", "Bearer \u00e9\u00e9"],
    ["three parts that are no token", "Bearer a.b.c"],
    ["a token without end", `Bearer ${"a".repeat(20_000)}`],
    [
      "an unsigned token",
      `Bearer ${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sub":"usr_x"}').toString("base64url")}.`,
    ],
  ])("%s", async (_, authorization) => {
    const response = await list({ authorization });
    expect([response.status, await codeOf(response)]).toEqual([401, "unauthenticated"]);
  });

  test("a session token that expired, that another secret signed, that is nobody's, or that was ended", async () => {
    const user = await makeUser({ tenant });
    const tokens = {
      expired: await sessionToken(user, { maxAge: -3600 }),
      forged: await sessionToken(user, { secret: "another secret of at least 32 characters" }),
      nobodys: await sessionToken({ id: newId() }),
      nameless: await sessionToken(user, { sub: "admin" }),
      good: await sessionToken(user),
    };
    for (const [name, token] of Object.entries(tokens)) {
      for (const headers of [by(token), cookie(token)]) {
        expect([name, await statusOf(list(headers))]).toEqual([name, name === "good" ? 200 : 401]);
      }
    }
    await system()
      .update(users)
      .set({ sessionsValidFrom: new Date(Date.now() + 1000) })
      .where(eq(users.id, user.id));
    expect(await statusOf(list(by(tokens.good)))).toBe(401);
  });

  test("a permission taken away while signed in", async () => {
    const user = await makeUser({ tenant });
    const headers = by(await sessionToken(user));
    expect(await statusOf(list(headers))).toBe(200);
    await system().update(memberships).set({ role: "member" }).where(eq(memberships.userId, user.id));
    expect(await statusOf(list(headers))).toBe(403);
    await system().delete(memberships).where(eq(memberships.userId, user.id));
    expect(await statusOf(list(headers))).toBe(404);
  });
});

describe("a person of several tenants", () => {
  test("names one, and only one of theirs; a key's is its own", async () => {
    const [other, foreign] = [await makeTenant(), await makeTenant()];
    const user = await makeUser({ tenant });
    await system().insert(memberships).values({ tenantId: other.id, userId: user.id, role: "operator" });
    const list = async (token: string, slug?: string) => {
      const headers: Record<string, string> = by(token);
      if (slug !== undefined) headers["posthouse-tenant"] = slug;
      const response = await call(routeAt("/api/v1/apps"), "GET", { headers });
      return response.ok ? "ok" : codeOf(response);
    };
    const token = await sessionToken(user);
    expect(await list(token)).toBe("tenant_required");
    expect(await list(token, other.slug)).toBe("ok");
    expect(await list(token, foreign.slug)).toBe("not_found");
    expect(await list(bearer.managing, tenant.slug)).toBe("ok");
    expect(await list(bearer.managing, other.slug)).toBe("not_found");
  });
});

describe("a path answers its own methods only", () => {
  const paths = routes.filter(({ methods }) => [...methods.values()].some((handler) => mounted(handler)));
  test.each(paths.map((route) => [route.path, route] as const))("%s", async (_, route) => {
    const allow = [...route.methods].flatMap(([method, handler]) => (mounted(handler) ? [method] : [])).join(", ");
    for (const [method, handler] of route.methods) {
      if (mounted(handler)) continue;
      const response = await call(route, method, {});
      expect([response.status, response.headers.get("allow"), await codeOf(response)]).toEqual([
        405,
        allow,
        "method_not_allowed",
      ]);
    }
  });

  test("and a path that is none is not found, by any method, for anybody", async () => {
    const unknown = routeAt("/api/v1/[...path]");
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] satisfies Method[]) {
      expect(await codeOf(await call(unknown, method, {}))).toBe("not_found");
    }
  });
});

describe("what does not belong into a request is refused", () => {
  test.each(each(doors))("%s with an unknown query parameter", async (_, door) => {
    const given = { ...smallestCall(door), headers: by(bearer.admin), query: "?tenantId=tnt_x" };
    const response = await call(door.route, door.method, given);
    expect([response.status, (await response.json()).issues]).toMatchObject([400, [{ path: "tenantId" }]]);
  });

  const inPath = doors.filter(({ route, operation }) =>
    idFields(operation).some(({ path }) => route.path.includes(`[${path.join(".")}]`)),
  );
  test.each(each(inPath))("%s with a malformed id in its path", async (_, door) => {
    const { params = {}, ...rest } = smallestCall(door);
    const malformed = Object.entries(params).map(([name, value]) => [name, name === "app" ? value : `${value}x`]);
    const given = { ...rest, headers: by(bearer.admin), params: Object.fromEntries(malformed) };
    expect(await codeOf(await call(door.route, door.method, given))).toBe("not_found");
  });

  const withJson = doors.filter(
    ({ method, operation }) => !["GET", "DELETE"].includes(method) && operation.facts.permission !== "send_events",
  );
  test.each(each(withJson))("%s with a body that is no JSON object", async (_, door) => {
    const { params = {} } = smallestCall(door);
    const send = async (body: BodyInit, contentType: string) => {
      const headers = { ...by(bearer.admin), "content-type": contentType };
      return codeOf(await call(door.route, door.method, { headers, params, body }));
    };
    for (const body of ["{", "[]", "null", '"x"', "\ufeff{}", "[".repeat(5000)]) {
      expect([body.slice(0, 5), await send(body, "application/json")]).toEqual([body.slice(0, 5), "invalid_request"]);
    }
    expect(await send(Uint8Array.of(0x7b, 0xff, 0x7d), "application/json")).toBe("invalid_request");
    expect(await send("name=x", "application/x-www-form-urlencoded")).toBe("unsupported_media_type");
    expect(await send(`{"name":"${"x".repeat(1024 * 1024)}"}`, "application/json")).toBe("payload_too_large");
    for (const [name, value] of Object.entries(params)) {
      if (name !== "app")
        expect(await send(JSON.stringify({ [name]: value }), "application/json")).toBe("invalid_request");
    }
  });
});

describe("while the database is away", () => {
  beforeAll(async () => {
    await disconnectDatabase();
    connectDatabase("postgres://nobody@127.0.0.1:1/nothing");
  });
  afterAll(async () => {
    await disconnectDatabase();
    connectDatabase(testDatabase.url);
  });

  test.each(each(doors))("%s asks to try again, soon", async (_, door) => {
    const key = `ph_${"0".repeat(26)}_${"0".repeat(40)}`;
    for (const headers of [by(key), by(bearer.admin)]) {
      const startedAt = performance.now();
      const response = await call(door.route, door.method, { ...smallestCall(door), headers });
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
      expect(performance.now() - startedAt).toBeLessThan(2000);
    }
  });
});
