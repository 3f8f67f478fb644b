import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { REFUSED_URLS } from "#domain/egress/url-cases.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { createEndpoint } from "./create.ts";
import { testEndpoint } from "./send-test.ts";
import { makeEndpoint, uuidOf } from "./test-factory.ts";
import { updateEndpoint } from "./update.ts";
import { verifyEndpoint } from "./verify.ts";

// What production refuses, plain http excepted, so that each URL is refused for its own fault.
process.env.EGRESS_ALLOW_HTTP = "true";
process.env.EGRESS_ALLOW_CIDRS = "";
ownTestDatabase();

const urls = Object.values(REFUSED_URLS).flat();
let actor: ReturnType<typeof actorIn>;
let victim: Receiver;
let endpoint: { id: string; url: string };
beforeAll(async () => {
  actor = actorIn(await makeTenant());
  endpoint = await makeEndpoint(actor);
  victim = await startReceiver({ behaviour: answers(), host: "127.0.0.1" });
});
afterAll(() => victim.close());

const refusedUrl = { code: "invalid_request", issues: [{ path: "url" }] };

describe("an address that may not be called", () => {
  test.each(urls)("is refused at create and update: %j", async (url) => {
    const count = await system().$count(endpoints);
    await expect(createEndpoint({ actor }, { url })).rejects.toMatchObject(refusedUrl);
    await expect(updateEndpoint({ actor }, { id: endpoint.id, url })).rejects.toMatchObject(refusedUrl);
    expect(await system().$count(endpoints)).toBe(count);
    expect(await urlOf(endpoint.id)).toBe(endpoint.url);
  });

  const storable = urls.filter((url) => !url.includes("\u0000"));
  test.each(storable)("is refused at test and verify, though it stands in the table: %j", async (url) => {
    const { id } = await rowWith(url);
    const queued = await system().$count(deliveries);
    await expect(testEndpoint({ actor }, { id })).rejects.toMatchObject({ code: "state_forbids" });
    expect(await system().$count(deliveries)).toBe(queued);
    expect(await verifyEndpoint({ actor }, { id })).toMatchObject({ verified: false });
  });

  test("is never connected to, though somebody listens there", async () => {
    for (const host of ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "localhost"]) {
      const { id } = await rowWith(`http://${host}:${victim.port}/`);
      expect(await verifyEndpoint({ actor }, { id })).toMatchObject({ verified: false });
    }
    expect(victim.accepts()).toBe(0);
  });
});

/** An endpoint whose URL was written past the rules. */
async function rowWith(url: string): Promise<{ id: string }> {
  const { id } = await makeEndpoint(actor);
  await system()
    .update(endpoints)
    .set({ url })
    .where(eq(endpoints.id, uuidOf(id)));
  return { id };
}

async function urlOf(id: string): Promise<string | undefined> {
  const [row] = await system()
    .select({ url: endpoints.url })
    .from(endpoints)
    .where(eq(endpoints.id, uuidOf(id)));
  return row?.url;
}
