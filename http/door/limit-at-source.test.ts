import { afterAll, expect, test } from "vitest";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { listSourceRefusals } from "#domain/source/list-refusals.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { LIMIT_WINDOW_SECONDS } from "./limit.ts";
import { sendTo } from "./test-sender.ts";

// Read lazily, so setting it at import comes early enough.
process.env.RATE_LIMIT_PER_SOURCE = "1";

ownTestDatabase();
// What is recorded is written before the database goes.
afterAll(flushSourceActivity);

test("a source that is sent too much answers 429 with when to come back, another one goes on, and the owner reads of it", async () => {
  const actor = actorIn(await makeTenant());
  const [source, other] = [await makeSource(actor), await makeSource(actor)];
  for (let sent = 0; sent < LIMIT_WINDOW_SECONDS; sent++) expect((await sendTo(source)).status).toBe(202);
  const refused = await sendTo(source);
  expect([refused.status, refused.answer.code]).toEqual([429, "rate_limited"]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await sendTo(other)).status).toBe(202);
  await flushSourceActivity();
  const { data } = await listSourceRefusals({ actor }, { id: source.id });
  expect(data).toMatchObject([{ reason: "rate_limited" }]);
});
