import { beforeEach, describe, expect, test } from "vitest";
import { makeKey, makeTenant, makeUser } from "#domain/test-factory.ts";
import { sessionToken } from "#harness/session.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { allRoutes, call } from "#http/test-routes.ts";
import { createIngestApp } from "#worker/ingest/app.ts";
import { LIMIT_WINDOW_SECONDS } from "./limit.ts";

// Read lazily, so setting them at import comes early enough.
Object.assign(process.env, { RATE_LIMIT_PER_CALLER: "1", RATE_LIMIT_EVENTS_PER_KEY: "1" });
ownTestDatabase();

const routes = await allRoutes();
const door = createIngestApp({
  takesEvents: true,
  isStopping: () => false,
  metrics: async () => ({ contentType: "text/plain", body: "" }),
});

let tenant: { id: string };
beforeEach(async () => {
  tenant = await makeTenant();
});

type Send = (headers: Record<string, string>) => Promise<Response>;
const list: Send = (headers) => web("/api/v1/apps", "GET", headers);
const postAtWeb: Send = (headers) => web("/api/v1/apps/[app]/events", "POST", headers);
const postAtIngest: Send = async (headers) =>
  door.request("/api/v1/events", {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: MESSAGE,
  });

const MESSAGE = '{"type":"order.paid"}';

async function web(path: string, method: "GET" | "POST", headers: Record<string, string>): Promise<Response> {
  const route = routes.find((candidate) => candidate.path === path);
  if (!route) throw new Error(`There is no path ${path}.`);
  return call(route, method, { headers, params: { app: "~" }, ...(method === "POST" ? { body: MESSAGE } : {}) });
}

/** The first answer that is none of the good ones, and after how many of those it came. */
async function untilRefused(send: Send, token: string): Promise<{ passed: number; refused: Response }> {
  for (let passed = 0; passed <= LIMIT_WINDOW_SECONDS * 2; passed++) {
    const answer = await send({ authorization: `Bearer ${token}` });
    if (!answer.ok) return { passed, refused: answer };
  }
  throw new Error("It was never refused.");
}

describe("too many requests are answered 429 with when to come back", () => {
  test.each<[string, Send, "key" | "person"]>([
    ["of a key to the management API", list, "key"],
    ["of a person to the management API", list, "person"],
    ["of a key that sends events to the dashboard's door", postAtWeb, "key"],
    ["of a key that sends events to the ingest door", postAtIngest, "key"],
  ])("%s", async (_, send, who) => {
    const token = who === "key" ? (await makeKey(tenant)).token : await sessionToken(await makeUser({ tenant }));
    const { passed, refused } = await untilRefused(send, token);
    expect([passed, refused.status]).toEqual([LIMIT_WINDOW_SECONDS, 429]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(LIMIT_WINDOW_SECONDS);
    expect(await refused.json()).toMatchObject({ code: "rate_limited", status: 429 });
    const other = (await makeKey(tenant)).token;
    expect((await send({ authorization: `Bearer ${other}` })).ok).toBe(true);
  });
});

test("whoever shows no good key is not counted against anybody, and costs no memory", async () => {
  for (let sent = 0; sent < LIMIT_WINDOW_SECONDS + 5; sent++) {
    const answer = await postAtIngest({ authorization: `Bearer ph_${"0".repeat(26)}_${"0".repeat(40)}` });
    expect(answer.status).toBe(401);
  }
});
