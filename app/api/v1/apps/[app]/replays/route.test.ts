import { NextRequest } from "next/server";
import { beforeAll, expect, test } from "vitest";
import { makeEnded } from "#domain/replay/test-factory.ts";
import { makeKey, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import * as cancel from "./[id]/cancel/route.ts";
import * as pause from "./[id]/pause/route.ts";
import * as resume from "./[id]/resume/route.ts";
import * as one from "./[id]/route.ts";
import * as all from "./route.ts";

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

ownTestDatabase();
let token: string;
beforeAll(async () => {
  const tenant = await makeTenant();
  token = (await makeKey(tenant)).token;
  await makeEnded(tenant, [{}, { status: "dead_letter" }]);
});

async function call(handler: Handler, method: string, { id, body }: { id?: string; body?: unknown } = {}) {
  const request = new NextRequest("http://localhost:3000/api/v1/replays", {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve({ app: "~", ...(id ? { id } : {}) }) });
  return { status: response.status, json: await response.json() };
}

const filter = { status: ["dead_letter"] };

test("a dry run answers 200 with the count, and leaves nothing behind", async () => {
  const body = { filter, dryRun: true };
  expect(await call(all.POST, "POST", { body })).toEqual({ status: 200, json: { matched: 1 } });
  expect(await call(all.GET, "GET")).toMatchObject({ status: 200, json: { data: [], nextCursor: null } });
});

test("a replay is queued with 202, shown, paused, resumed and cancelled; what its state forbids is 409", async () => {
  const created = await call(all.POST, "POST", { body: { filter, ratePerSecond: 5 } });
  expect(created).toMatchObject({
    status: 202,
    json: { object: "replay", state: "running", matched: 1, ratePerSecond: 5 },
  });
  const { id } = created.json;
  expect(await call(one.GET, "GET", { id })).toEqual({ status: 200, json: created.json });
  expect(await call(all.GET, "GET")).toEqual({ status: 200, json: { data: [created.json], nextCursor: null } });
  expect(await call(resume.POST, "POST", { id })).toMatchObject({ status: 409, json: { code: "conflict" } });
  expect(await call(pause.POST, "POST", { id })).toMatchObject({ status: 200, json: { id, state: "paused" } });
  expect(await call(resume.POST, "POST", { id })).toMatchObject({ status: 200, json: { id, state: "running" } });
  expect(await call(cancel.POST, "POST", { id })).toMatchObject({ status: 200, json: { id, state: "cancelled" } });
  expect(await call(cancel.POST, "POST", { id })).toMatchObject({ status: 409, json: { code: "conflict" } });
});

test("an empty filter is 400", async () => {
  const refused = await call(all.POST, "POST", { body: { filter: {} } });
  expect(refused).toMatchObject({ status: 400, json: { code: "invalid_request", issues: [{ path: "filter" }] } });
});
