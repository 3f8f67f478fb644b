import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { requestShapes } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { getDelivery } from "#domain/delivery/get.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { sealHeaders } from "#domain/endpoint/sealed-headers.ts";
import { makeEvent } from "#domain/event/test-factory.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { answersInTurn } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { deliveryRow, makeDispatchable } from "./test-queue.ts";

ownTestDatabase();

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });
let dispatcher: Dispatcher;
let receiver: Receiver;
let tenant: Awaited<ReturnType<typeof makeTenant>>;

beforeAll(async () => {
  tenant = await makeTenant();
  // Each delivery needs two attempts.
  const turns = Array.from({ length: 20 }, (_, at) => ({ status: at % 2 === 0 ? 503 : 200 }));
  receiver = await startReceiver({ behaviour: answersInTurn(...turns) });
  dispatcher = startDispatcher({ sql: driver(), db: database(), policy, random: () => 0.5 });
});
afterAll(async () => {
  await dispatcher.stop();
  await receiver.close();
});

/** Signatures and the endpoint's own headers: only their names are kept. */
const SECRET = new Set(["webhook-signature", "x-token", "authorization", "z-last", "a-first"]);
/** What belongs to the connection. */
const CONNECTION = new Set(["host", "connection", "content-length", "accept-encoding"]);

type Settings = Partial<typeof endpoints.$inferInsert>;

async function deliver(endpoint: Awaited<ReturnType<typeof makeDispatchable>>, contentType: string) {
  const body = Buffer.from(`{"type":"${endpoint.type}","n":1.10}`);
  const event = await makeEvent(tenant, { type: endpoint.type, contentType, body });
  const [id = ""] = event.deliveryIds;
  dispatcher.wake();
  await vi.waitFor(async () => expect((await deliveryRow(id)).status).toBe("succeeded"), 15_000);
  return { id, body };
}

async function change(endpointId: string, settings: Settings, headers: Record<string, string>) {
  const headersEncrypted = await sealHeaders(system(), { id: endpointId, tenantId: tenant.id }, headers);
  const set = { ...settings, headersEncrypted, headerNames: Object.keys(headers) };
  await system().update(endpoints).set(set).where(eq(endpoints.id, endpointId));
}

async function shownRequests(id: string) {
  const shown = await getDelivery({ actor: actorIn(tenant) }, { id: formatId("dlv", id) });
  return shown.attempts.map(({ request }) => request);
}

function receivedRequests(id: string) {
  return receiver.requests
    .filter(({ headers }) => headers["posthouse-delivery"] === formatId("dlv", id))
    .map(({ headers, body }) => ({
      headers: Object.entries(headers)
        .filter(([name]) => !CONNECTION.has(name))
        .map(([name, value]) => [name, SECRET.has(name) ? "[redacted]" : value]),
      bodySha256: createHash("sha256").update(body).digest("hex"),
      bodyBytes: body.length,
    }));
}

test("what is shown of each request is what the receiver got, byte for byte and in order, secret values aside", async () => {
  const first = { url: `${receiver.url}first`, retrySchedule: [1] };
  const endpoint = await makeDispatchable(tenant, first);
  const { endpointId } = endpoint;
  const plain = await deliver(endpoint, "application/json");
  await change(
    endpointId,
    { url: `${receiver.url}second`, version: "2026-01" },
    { "x-token": "t-1", authorization: "B x" },
  );
  const versioned = await deliver(endpoint, "application/json");
  await change(endpointId, { url: `${receiver.url}third`, version: null }, { "z-last": "1", "a-first": "2" });
  const form = await deliver(endpoint, 'multipart/form-data; boundary="x y"');
  // Shown after all changes: none of them reaches back.
  for (const [{ id }, path] of [
    [plain, "first"],
    [versioned, "second"],
    [form, "third"],
  ] as const) {
    const shown = await shownRequests(id);
    const received = receivedRequests(id);
    expect(received).toHaveLength(2);
    expect(shown.map(({ url }) => url)).toEqual([`${receiver.url}${path}`, `${receiver.url}${path}`]);
    const rebuilt = shown.map(({ url: _, headers, ...rest }) => ({ headers: Object.entries(headers), ...rest }));
    expect(rebuilt).toEqual(received);
  }
});

test("many requests of one endpoint have one shape, and another one only once it is changed", async () => {
  const endpoint = await makeDispatchable(tenant, { url: `${receiver.url}many`, retrySchedule: [1] });
  const shapes = () => system().$count(requestShapes, eq(requestShapes.endpointId, endpoint.endpointId));
  await deliver(endpoint, "application/json");
  await deliver(endpoint, "text/csv");
  expect(await shapes()).toBe(1);
  await change(endpoint.endpointId, {}, { "x-new": "1" });
  await deliver(endpoint, "application/json");
  expect(await shapes()).toBe(2);
});
