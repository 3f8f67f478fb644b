import { beforeEach, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { ensurePartition, partitionAt } from "#db/partition.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { formatId, idFloor } from "#domain/id.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { listDeliveries } from "./list.ts";
import { makeDeliveries } from "./test-factory.ts";

ownTestDatabase();

const DAY_MS = 86_400_000;
// On both sides of the two weeks that are looked at first.
const AGES_DAYS = [0, 1, 13, 13.9, 14.1, 15, 29, 30, 43, 60];
let tenant: Awaited<ReturnType<typeof makeTenant>>;
let newestFirst: string[];

beforeEach(async () => {
  tenant = await makeTenant();
  const endpointId = await makeEndpointRow(tenant);
  const moments = AGES_DAYS.map((days) => Date.now() - days * DAY_MS);
  for (const at of moments) await ensurePartition(driver(), partitionAt("deliveries_ended", new Date(at)));
  const made = await makeDeliveries(
    tenant,
    moments.map((at) => ({
      endpointId,
      id: idFloor(new Date(at)),
      status: "succeeded" as const,
      completedAt: new Date(at),
    })),
  );
  newestFirst = made
    .map(({ id }) => formatId("dlv", id))
    .toSorted()
    .toReversed();
});

test.each([1, 2, 3, 4, 5, 100])("pages of %i go through everything once, recent or old", async (limit) => {
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listDeliveries({ actor: actorIn(tenant) }, { limit, ...(cursor ? { cursor } : {}) });
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(newestFirst);
});

test("a page that begins long ago is as full as any", async () => {
  const before = new Date(Date.now() - 14 * DAY_MS).toISOString();
  const page = await listDeliveries({ actor: actorIn(tenant) }, { before, limit: 4 });
  expect(page.data.map(({ id }) => id)).toEqual(newestFirst.slice(4, 8));
  expect(page.nextCursor).not.toBeNull();
});
