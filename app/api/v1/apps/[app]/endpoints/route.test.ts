import { NextRequest } from "next/server";
import { beforeEach, expect, test } from "vitest";
import { makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import * as deliveriesOf from "./[id]/deliveries/route.ts";
import * as rotateSecret from "./[id]/rotate-secret/route.ts";
import * as one from "./[id]/route.ts";
import * as sendTest from "./[id]/test/route.ts";
import * as all from "./route.ts";

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Call = { id?: string; query?: string; body?: unknown };

ownTestDatabase();
let token: string;
beforeEach(async () => {
  token = (await makeKey(await makeTenant())).token;
});

async function call(handler: Handler, method: string, { id, query = "", body }: Call = {}) {
  const request = new NextRequest(`http://localhost:3000/api/v1/endpoints${query}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve({ app: "~", ...(id ? { id } : {}) }) });
  return { status: response.status, type: response.headers.get("content-type"), json: await response.json() };
}

const url = "https://hooks.example.com/";

test("an endpoint lives from 201 to its deletion", async () => {
  const created = await call(all.POST, "POST", { body: { url, name: "Orders" } });
  expect(created).toMatchObject({
    status: 201,
    json: { object: "endpoint", secret: expect.stringMatching(/^whsec_/) },
  });
  const { id, secret } = created.json;
  expect(await call(one.PATCH, "PATCH", { id, body: { name: "A" } })).toMatchObject({
    status: 200,
    json: { name: "A" },
  });
  expect(await call(one.PUT, "PUT", { id, body: { maxInFlight: 2 } })).toMatchObject({
    status: 200,
    json: { name: "A", maxInFlight: 2 },
  });
  const rotated = await call(rotateSecret.POST, "POST", { id });
  expect(rotated).toMatchObject({ status: 200, json: { previousSecretExpiresAt: expect.any(String) } });
  expect(await call(sendTest.POST, "POST", { id })).toMatchObject({ status: 202, json: { object: "delivery" } });
  expect(await call(deliveriesOf.DELETE, "DELETE", { id })).toMatchObject({ status: 200, json: { deleted: 0 } });
  const listed = await call(all.GET, "GET", { query: "?limit=5&status=active" });
  expect(listed).toMatchObject({ status: 200, json: { data: [{ id }], nextCursor: null } });
  for (const one of [secret, rotated.json.secret]) expect(JSON.stringify(listed.json)).not.toContain(one);
  const deleted = await call(one.DELETE, "DELETE", { id });
  expect(deleted).toEqual({
    status: 200,
    type: "application/json",
    json: { id, deletedAt: expect.any(String), cancelled: expect.any(Number) },
  });
  expect(await call(one.DELETE, "DELETE", { id, query: "?permanent=true" })).toMatchObject({ status: 200 });
  expect(await call(one.GET, "GET", { id })).toMatchObject({ status: 404, json: { code: "not_found" } });
});

test("what cannot be done is answered as a problem with one issue per field", async () => {
  const refused = await call(all.POST, "POST", { body: { url: "http://10.0.0.1/", maxInFlight: 0, id: "ep_1" } });
  expect(refused).toMatchObject({ status: 400, type: "application/problem+json", json: { code: "invalid_request" } });
  expect(refused.json.issues.map(({ path }: { path: string }) => path)).toEqual(["url", "maxInFlight", "id"]);
  expect(await call(all.DELETE, "DELETE")).toMatchObject({ status: 405, json: { code: "method_not_allowed" } });
  const { json } = await call(all.POST, "POST", { body: { url } });
  await call(one.DELETE, "DELETE", { id: json.id });
  expect(await call(sendTest.POST, "POST", { id: json.id })).toMatchObject({ status: 409, json: { code: "conflict" } });
});
