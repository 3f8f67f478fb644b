import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { events } from "#db/schema/event.ts";
import { system } from "#db/tenant.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { deleteSource } from "#domain/source/delete.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { proofHeaders } from "#domain/source/test-signer.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createIngestApp } from "./app.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const metrics = async () => ({ contentType: "text/plain", body: "" });
const app = createIngestApp({ takesEvents: true, isStopping: () => false, metrics });

type Made = { url: string; secret: string };

async function deliver({ url, secret }: Made, id: string, body = `{"n":"${id}"}`): Promise<Response> {
  const proof = await proofHeaders("github", { secret, body, nowSeconds: 0, id });
  const headers = { "content-type": "application/json", "x-github-event": "push", "x-github-delivery": id, ...proof };
  return app.request(new URL(url).pathname, { method: "POST", headers, body });
}

test("many at once, with repeats among them, make one event each, and every sender hears of its own", async () => {
  const actor = actorIn(await makeTenant());
  const [one, two] = [await makeSource(actor), await makeSource(actor)];
  const ids = Array.from({ length: 60 }, (_, at) => `d${at % 20}`);
  const answers = await Promise.all(
    [one, two].flatMap((source) => ids.map(async (id) => ({ source, id, answer: await deliver(source, id) }))),
  );
  const heard = new Map<string, Set<string>>();
  for (const { source, id, answer } of answers) {
    const { eventId } = await answer.json();
    const key = `${source.id} ${id}`;
    heard.set(key, (heard.get(key) ?? new Set()).add(eventId));
  }
  expect(answers.filter(({ answer }) => answer.status === 202)).toHaveLength(40);
  expect(answers.filter(({ answer }) => answer.status === 200)).toHaveLength(80);
  expect([...heard.values()].every((eventIds) => eventIds.size === 1)).toBe(true);
  for (const { uuid } of [one, two]) {
    expect(await system().select().from(events).where(eq(events.sourceId, uuid))).toHaveLength(20);
  }
});

test("a source that is deleted between two requests loses no other's", async () => {
  const actor = actorIn(await makeTenant());
  const [gone, stays] = [await makeSource(actor), await makeSource(actor)];
  expect((await deliver(gone, "first")).status).toBe(202);
  await deleteSource({ actor }, { id: gone.id });
  const [late, other] = await Promise.all([deliver(gone, "second"), deliver(stays, "first")]);
  expect([late.status, other.status]).toEqual([404, 202]);
});

test("every other method is refused alike, whether there is a source or not", async () => {
  const source = await makeSource(actorIn(await makeTenant()));
  for (const url of [source.url, source.url.replace(/[^/]+$/, "x".repeat(32))]) {
    const response = await app.request(new URL(url).pathname);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  }
});
