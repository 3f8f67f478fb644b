import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { sources } from "#db/schema/source.ts";
import { system } from "#db/tenant.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { post, sendTo } from "#http/door/test-sender.ts";
import { flushSourceActivity, REFUSALS_KEPT } from "./activity-store.ts";
import { deleteSource } from "./delete.ts";
import { listSourceRefusals } from "./list-refusals.ts";
import { makeSource, sourceOf } from "./test-factory.ts";
import { TEST_RULE } from "./test-signer.ts";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

const newActor = async () => actorIn(await makeTenant());

describe("the owner", () => {
  test("reads why requests were refused, with headers that prove nothing, and when the last one was received", async () => {
    const actor = await newActor();
    const source = await sourceOf(actor, "hmac");
    const headers = { "x-api-key": "k", cookie: "c", "x-shop": "x".repeat(2000), [TEST_RULE.header]: "v=nonsense" };
    await sendTo(source, { headers });
    await sendTo(source, { secret: "another secret" });
    await sendTo(source, { headers: { "content-type": "image/png" } });
    await sendTo(source, { body: "x".repeat(1024 * 1024 + 1) });
    await sendTo(source);
    await flushSourceActivity();
    const { data } = await listSourceRefusals({ actor }, { id: source.id });
    expect(data.map(({ reason }) => reason)).toEqual([
      "payload_too_large",
      "unsupported_media_type",
      "wrong_proof",
      "malformed_proof",
    ]);
    const hidden = "[redacted]";
    const [first] = data.slice(-1);
    expect(first).toMatchObject({
      remoteAddress: "192.0.2.7",
      headers: { "x-api-key": hidden, cookie: hidden, [TEST_RULE.header]: hidden, "content-type": "application/json" },
    });
    expect(first?.headers["x-shop"]?.length).toBeLessThan(1000);
    const [row] = await system().select().from(sources).where(eq(sources.id, source.uuid));
    expect(row?.lastReceivedAt).toBeInstanceOf(Date);
  });

  test("finds a bounded number of them after a flood, the latest", async () => {
    const actor = await newActor();
    const [source, other] = [await makeSource(actor), await makeSource(actor)];
    await sendTo(other, { secret: "another secret" });
    for (let round = 0; round < 12; round++) {
      for (let at = 0; at < 15; at++) await post(source.url, { headers: { "content-type": "text/plain" } });
      await flushSourceActivity();
    }
    const page = (id: string) => listSourceRefusals({ actor }, { id, limit: 100 });
    const { data, nextCursor } = await page(source.id);
    expect([data.length, nextCursor]).toEqual([REFUSALS_KEPT, null]);
    expect((await page(other.id)).data).toHaveLength(1);
  });

  test("of a source that is deleted meanwhile loses no other's notes", async () => {
    const actor = await newActor();
    const [gone, stays] = [await makeSource(actor), await makeSource(actor)];
    for (const source of [gone, stays]) await sendTo(source, { secret: "another secret" });
    await deleteSource({ actor }, { id: gone.id });
    await flushSourceActivity();
    expect((await listSourceRefusals({ actor }, { id: stays.id })).data).toHaveLength(1);
  });
});
