import { afterAll, beforeAll, expect, test } from "vitest";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { listDeliveries } from "#domain/delivery/list.ts";
import { actorIn } from "#domain/test-factory.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { planHistory, type Seeded } from "./plan-history.ts";
import { seedHistory } from "./seed-history.ts";

let testDatabase: TestDatabase;
let seeded: Seeded;
const now = new Date("2026-06-17T12:00:00Z");
const DELIVERIES = 5_000;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url, { connectionsMax: 12 });
  seeded = await seedHistory(driver(), database(), { deliveries: DELIVERIES, seed: 7, now, weeks: 5 });
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

test("a history has as many deliveries as asked for, all in the weeks before its end", async () => {
  const [row] = await driver()`
    select count(*)::int as count, max(created_at) as newest, max(created_at) - min(created_at) < interval '5 weeks' as fits
    from deliveries`;
  expect(row).toMatchObject({ count: DELIVERIES, fits: true });
  expect(new Date(String(row?.newest)).getTime()).toBeLessThan(now.getTime());
});

test("attempts and states tell the same story, and the hours' sums equal a recount", async () => {
  const broken = await driver()`
    select d.id from deliveries d left join attempts a on a.delivery_id = d.id
    group by d.id, d.created_at, d.attempt_count, d.status having count(a.id) <> d.attempt_count or (d.status = 'succeeded') <> bool_or(coalesce(a.error_code is null and a.id is not null, false))`;
  expect(broken).toEqual([]);
  const [sums] = await driver()`
    select (select sum(succeeded) from health_rollups where step_seconds = 3600)::int as rolled,
      (select count(*) from attempts where error_code is null)::int as counted,
      (select sum(dead_letter) from health_rollups where step_seconds = 3600)::int as dead,
      (select count(*) from deliveries where status = 'dead_letter')::int as dead_letters`;
  expect(sums?.rolled).toBe(sums?.counted);
  expect(sums?.dead).toBe(sums?.dead_letters);
});

test("each event has its payload, and each delivery its event", async () => {
  const [row] = await driver()`
    select (select count(*) from events e left join event_payloads p on p.id = e.id where p.id is null or octet_length(p.body) <> e.body_bytes or sha256(p.body) <> e.body_sha256)::int as bare,
      (select count(*) from deliveries d left join events e on e.id = d.event_id where e.id is null)::int as orphans`;
  expect(row).toEqual({ bare: 0, orphans: 0 });
});

test("the log reads it like any other", async () => {
  const [largest] = seeded.tenants;
  if (!largest) throw new Error("no tenants");
  const page = await listDeliveries({ actor: actorIn(largest) }, { limit: 10 });
  expect(page.data).toHaveLength(10);
  expect(page.nextCursor).not.toBeNull();
});

test("a database with deliveries is left alone", async () => {
  await expect(seedHistory(driver(), database(), { deliveries: 1, seed: 1, now })).rejects.toThrow("Seed an empty one");
});

test("who a history is of can be told without making it again", async () => {
  const { tenants, replays } = planHistory({ deliveries: DELIVERIES, seed: 7, now, weeks: 5 });
  const told = await driver()`select id from endpoints order by id`;
  expect(tenants.flatMap(({ endpoints }) => endpoints.map(({ id }) => id)).toSorted()).toEqual(
    told.map(({ id }) => id),
  );
  expect(replays.map(({ id }) => id)).toEqual(seeded.replays.map(({ id }) => id));
});
