import { count, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { auditEntries } from "#db/schema/audit.ts";
import { endpointHealth, endpointLanes, endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRows } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createEndpoint, ENDPOINTS_PER_APP_MAX } from "./create.ts";
import { getEndpoint } from "./get.ts";
import { openHeaders } from "./sealed-headers.ts";
import { makeEndpoint, uuidOf } from "./test-factory.ts";

ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let actor: ReturnType<typeof actorIn>;
beforeEach(async () => {
  tenant = await makeTenant();
  actor = actorIn(tenant);
});

const url = "https://hooks.example.com/in?team=7";

test("an endpoint with a URL alone gets every event and the defaults", async () => {
  const { secret, ...endpoint } = await createEndpoint({ actor }, { url });
  expect(endpoint).toMatchObject({
    object: "endpoint",
    url,
    name: "",
    eventTypes: null,
    status: "active",
    statusReason: null,
    requestConfig: { timeoutMs: 15_000, headers: {} },
    rateLimitPerSecond: null,
    maxInFlight: 10,
    retrySchedule: null,
    version: null,
    metadata: {},
    signingSecretLast4: secret.slice(-5, -1),
    previousSecretExpiresAt: null,
    verification: { status: "unverified", checkedAt: null, reason: null },
    health: { state: "idle", successRate24h: null, consecutiveFailures: 0, suspendsAt: null },
    lastStatus: null,
    deletedAt: null,
  });
  const id = uuidOf(endpoint.id);
  expect(await system().select().from(endpointHealth).where(eq(endpointHealth.endpointId, id))).toHaveLength(1);
  expect(await system().select().from(endpointLanes).where(eq(endpointLanes.endpointId, id))).toHaveLength(1);
});

test("everything that may be set is kept", async () => {
  const settings = {
    url,
    name: "Orders 🎺",
    description: "100 % of _orders_",
    eventTypes: ["order.*", "invoice.paid"],
    rateLimitPerSecond: 5,
    maxInFlight: 3,
    retrySchedule: [5, 60],
    version: "2026-01",
    metadata: { team: "orders" },
  };
  const endpoint = await createEndpoint({ actor }, { ...settings, requestConfig: { timeoutMs: 2000 } });
  expect(endpoint).toMatchObject(settings);
  expect(endpoint.requestConfig.timeoutMs).toBe(2000);
});

test("the secret stands in the answer to create, and nowhere else", async () => {
  const { secret, id, uuid } = await makeEndpoint(actor);
  expect(JSON.stringify(await getEndpoint({ actor }, { id }))).not.toContain(secret.slice(6));
  const [entry] = await system().select().from(auditEntries).where(eq(auditEntries.targetId, id));
  expect(entry).toMatchObject({ action: "endpoint.create", actorId: actor.id, appId: tenant.appId });
  expect(JSON.stringify(entry)).not.toContain(secret.slice(6));
  const rows = await system().select().from(endpoints).where(eq(endpoints.id, uuid));
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
});

test("header values are encrypted and never shown; names are in lower case", async () => {
  const headers = { "X-Token": "canary-7f3a", authorization: "Bearer canary-7f3a" };
  const endpoint = await makeEndpoint(actor, { requestConfig: { headers } });
  const shown = { "x-token": "[redacted]", authorization: "[redacted]" };
  expect(endpoint.requestConfig.headers).toEqual(shown);
  const [row] = await system().select().from(endpoints).where(eq(endpoints.id, endpoint.uuid));
  expect(row?.headersEncrypted?.includes("canary-7f3a")).toBe(false);
  const opened = await openHeaders(system(), { id: endpoint.uuid, tenantId: tenant.id }, row?.headersEncrypted ?? null);
  expect(opened).toEqual({ "x-token": "canary-7f3a", authorization: "Bearer canary-7f3a" });
  const audit = await system().select().from(auditEntries).where(eq(auditEntries.targetId, endpoint.id));
  expect(JSON.stringify(audit)).toContain("x-token");
  expect(JSON.stringify(audit)).not.toContain("canary-7f3a");
});

test("the same Idempotency-Key makes one endpoint and repeats its answer, secret included", async () => {
  const caller = { actor, idempotencyKey: newId() };
  const first = await createEndpoint(caller, { url });
  expect(await createEndpoint(caller, { url })).toEqual(first);
  await expect(createEndpoint(caller, { url: `${url}&more=1` })).rejects.toMatchObject({
    code: "idempotency_key_reused",
  });
  expect(await endpointCount()).toBe(1);
});

describe("refuses, with one issue per field and nothing written", () => {
  const twentyOne = Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`x-${at}`, "v"]));
  test.each<[string, unknown, string[]]>([
    ["no URL", {}, ["url"]],
    ["an empty URL", { url: "" }, ["url"]],
    ["plain http", { url: "http://hooks.example.com/" }, ["url"]],
    ["a private address", { url: "https://10.0.0.1/" }, ["url"]],
    ["a name inside the network", { url: "https://receiver.internal/" }, ["url"]],
    ["a user name in the URL", { url: "https://me:you@hooks.example.com/" }, ["url"]],
    [
      "a private address and a bad limit together",
      { url: "https://127.0.0.1/", maxInFlight: 0 },
      ["url", "maxInFlight"],
    ],
    ["a timeout out of range", { url, requestConfig: { timeoutMs: 999 } }, ["requestConfig.timeoutMs"]],
    ["a fractional timeout", { url, requestConfig: { timeoutMs: 1500.5 } }, ["requestConfig.timeoutMs"]],
    ["limits out of range", { url, rateLimitPerSecond: 1001, maxInFlight: 1e9 }, ["rateLimitPerSecond", "maxInFlight"]],
    ["a retry schedule of 21", { url, retrySchedule: new Array(21).fill(5) }, ["retrySchedule"]],
    ["a retry of a second too little", { url, retrySchedule: [5, 0] }, ["retrySchedule.1"]],
    ["no event types", { url, eventTypes: [] }, ["eventTypes"]],
    ["a bad event type", { url, eventTypes: ["order.paid", "order-paid", "*.paid"] }, ["eventTypes.1", "eventTypes.2"]],
    [
      "a header that is ours",
      { url, requestConfig: { headers: { "Webhook-Id": "1" } } },
      ["requestConfig.headers.Webhook-Id"],
    ],
    ["a hop-by-hop header", { url, requestConfig: { headers: { Upgrade: "h2c" } } }, ["requestConfig.headers.Upgrade"]],
    [
      "a header value with a line break",
      { url, requestConfig: { headers: { a: "1\r\nb: 2" } } },
      ["requestConfig.headers.a"],
    ],
    ["21 headers", { url, requestConfig: { headers: twentyOne } }, ["requestConfig.headers"]],
    ["a version with a space", { url, version: "1 2" }, ["version"]],
    ["metadata that is no text", { url, metadata: { a: 1 } }, ["metadata.a"]],
    ["text that cannot be stored", { url, name: "a\u0000", metadata: { a: "\ud800" } }, ["name", "metadata.a"]],
    ["unknown fields", { url, tenantId: newId(), status: "inactive", id: "ep_1" }, ["tenantId", "status", "id"]],
    ["unknown fields inside", { url, requestConfig: { retries: 1 } }, ["requestConfig.retries"]],
  ])("%s", async (_, input, paths) => {
    const error = await createEndpoint.invoke({ actor }, () => input).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "invalid_request" });
    expect(issuePaths(error)).toEqual([...paths].sort());
    expect(await endpointCount()).toBe(0);
  });
});

test("an app has at most as many endpoints as one event may go to; deleted ones do not count", async () => {
  const live = Array.from({ length: ENDPOINTS_PER_APP_MAX - 1 }, () => ({}));
  await makeEndpointRows(tenant, [...live, { status: "inactive" }]);
  await createEndpoint({ actor }, { url });
  await expect(createEndpoint({ actor }, { url })).rejects.toMatchObject({ code: "state_forbids" });
  expect(await endpointCount()).toBe(ENDPOINTS_PER_APP_MAX + 1);
});

test("creates at once never make one endpoint too many", async () => {
  const oneLeft = Array.from({ length: ENDPOINTS_PER_APP_MAX - 1 }, () => ({}));
  await makeEndpointRows(tenant, oneLeft);
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => createEndpoint({ actor }, { url })));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

async function endpointCount(): Promise<number> {
  const [row] = await system().select({ made: count() }).from(endpoints).where(eq(endpoints.tenantId, tenant.id));
  return row?.made ?? 0;
}

function issuePaths(error: unknown): string[] {
  const issues: unknown = Reflect.get(Object(error), "issues");
  return Array.isArray(issues) ? issues.map(({ path }) => String(path)).sort() : [];
}
