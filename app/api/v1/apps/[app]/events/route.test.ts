import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { GET as getDelivery } from "../deliveries/[id]/route.ts";
import { GET as listDeliveries } from "../deliveries/route.ts";
import { GET as getEvent } from "./[id]/route.ts";
import { POST as postBatch } from "./batch/route.ts";
import { DELETE as deleteEvents, POST as postEvent } from "./route.ts";

type Handler = typeof postEvent;

ownTestDatabase();
let managing: string;
let sending: string;
beforeAll(async () => {
  const tenant = await makeTenant();
  await makeEndpointRow(tenant, { eventTypes: ["order.*"] });
  managing = (await makeKey(tenant)).token;
  sending = (await makeKey(tenant, { permissions: ["send_events"] })).token;
});

/** Calls a route as Next does; answers its status and its JSON. */
async function call(handler: Handler, token: string, { id, ...init }: CallInit = {}) {
  const request = new NextRequest(`http://localhost/api/v1/x${init.search ?? ""}`, {
    method: init.method ?? "GET",
    body: init.body,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  const response = await handler(request, { params: Promise.resolve({ app: "~", ...(id ? { id } : {}) }) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}
type CallInit = { method?: string; body?: BodyInit; headers?: Record<string, string>; search?: string; id?: string };

const post = (body: BodyInit, contentType = "application/json"): CallInit => ({
  method: "POST",
  body,
  headers: { "content-type": contentType },
});

describe("an event by HTTP", () => {
  test("is answered 202 and shown byte for byte", async () => {
    const text = ' {"type":"order.paid","n":[1e100000,12345678901234567890,-0,1.10],"n":"\\ud800","__proto__":{}}\r\n';
    const sent = await call(postEvent, sending, post(text));
    expect(sent).toMatchObject({ status: 202, body: { type: "order.paid", deliveries: 1 } });

    const shown = await call(getEvent, managing, { id: sent.body.id });
    expect(shown).toMatchObject({
      status: 200,
      body: { payload: { body: text }, routing: [{ sent: true, reason: "matched" }] },
    });
    const listed = await call(listDeliveries, managing, {
      search: `?eventId=${sent.body.id}&status=pending&status=failed`,
    });
    expect(listed).toMatchObject({ status: 200, body: { data: [{ eventId: sent.body.id }], nextCursor: null } });
    const delivery = await call(getDelivery, managing, { id: listed.body.data[0].id });
    expect(delivery).toMatchObject({ status: 200, body: { payload: { body: text }, attempts: [] } });
  });

  test("is refused with a problem that names the field", async () => {
    const refused = await call(postEvent, sending, post('{"type":"no spaces"}'));
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid_request", issues: [{ path: "type" }] } });
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
  });

  test.each([
    ["no credentials that are any good", "ph_x_y", post("{}"), 401],
    ["256 KiB and a byte", undefined, post(" ".repeat(256 * 1024 + 1)), 413],
    ["a form", undefined, post("type=order.paid", "application/x-www-form-urlencoded"), 415],
    ["invalid UTF-8", undefined, post(new Uint8Array([0x7b, 0xff, 0x7d])), 400],
    ["no body", undefined, post(""), 400],
  ])("%s", async (_, token, init, status) => {
    expect((await call(postEvent, token ?? sending, init)).status).toBe(status);
  });

  test("may be sent, but not read, with a key that only sends", async () => {
    const { body } = await call(postEvent, sending, post('{"type":"order.paid"}'));
    expect((await call(getEvent, sending, { id: body.id })).status).toBe(403);
  });
});

test("a batch is answered 202, or refused by line", async () => {
  const lines = '{"type":"order.paid"}\n{"type":"user.made"}\n';
  const sent = await call(postBatch, sending, post(lines, "application/x-ndjson"));
  expect(sent).toMatchObject({ status: 202, body: { events: [{ deliveries: 1 }, { deliveries: 0 }] } });
  const refused = await call(postBatch, sending, post(`${lines}{}\n`, "application/x-ndjson"));
  expect(refused).toMatchObject({ status: 400, body: { issues: [{ path: "3.type" }] } });
});

test("what is not there answers 404, and what cannot be done 405 with Allow", async () => {
  for (const id of ["evt_x", "%00", "evt_01kaaaaaaaaaaaaaaaaaaaaaaa"]) {
    expect((await call(getEvent, managing, { id })).status).toBe(404);
  }
  const refused = await call(deleteEvents, managing, { method: "DELETE" });
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, POST"]);
});
