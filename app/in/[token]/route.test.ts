import { eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import { afterAll, expect, test } from "vitest";
import { eventPayloads } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { parseId } from "#domain/id.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { proofHeaders } from "#domain/source/test-signer.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { DELETE, GET, PATCH, POST, PUT } from "./route.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const body = '{"zen":  "Keep it logically awesome."}';

async function send(path: string, headers: Record<string, string>): Promise<Response> {
  return POST(new NextRequest(`http://localhost:3000${path}`, { method: "POST", headers, body }), {
    params: Promise.resolve({}),
  });
}

test("the web process takes a provider's request too, byte for byte, once", async () => {
  const source = await makeSource(actorIn(await makeTenant()));
  const path = new URL(source.url).pathname;
  const proof = await proofHeaders("github", { secret: source.secret, body, nowSeconds: 0, id: "" });
  const headers = { "content-type": "application/json", "x-github-delivery": "d1", ...proof };
  const [first, repeat, forged] = [
    await send(path, headers),
    await send(path, headers),
    await send(path, { ...headers, "x-hub-signature-256": `sha256=${"0".repeat(64)}` }),
  ];
  expect([first.status, repeat.status, forged.status]).toEqual([202, 200, 401]);
  const { eventId } = await first.json();
  expect(await repeat.json()).toEqual({ eventId });
  const [stored] = await system()
    .select()
    .from(eventPayloads)
    .where(eq(eventPayloads.id, parseId("evt", eventId) ?? ""));
  expect(stored?.body.toString()).toBe(body);
});

test("and refuses every other method", async () => {
  for (const handler of [GET, PUT, PATCH, DELETE]) {
    const response = await handler(new NextRequest("http://localhost:3000/in/x"), { params: Promise.resolve({}) });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  }
});
