import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { describe, expect, test } from "vitest";
import { driver } from "#db/client.ts";
import { ensurePartition, ensurePartitions, partitionAt } from "#db/partition.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { rateLimits } from "#db/schema/rate-limit.ts";
import { sourceReceipts, sourceRefusals } from "#db/schema/source.ts";
import { endedSessions, idempotencyKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeEndpointRow, makeEvent } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { makeSource } from "#domain/source/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { prune } from "./prune.ts";

const testDatabase = ownTestDatabase({ each: true });

const DAY_MS = 86_400_000;
const settings = { RETENTION_PAYLOAD_DAYS: 30, RETENTION_DELIVERY_DAYS: 90 };
const monday = new Date("2026-01-05T00:00:00Z");
const daysAfter = (days: number) => new Date(monday.getTime() + days * DAY_MS);

const LOOKS = 300;

/** The longest that anything but the pruning itself stood in a lock's queue while `work` was repeated, in milliseconds. */
async function longestWait(watcher: postgres.Sql, work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isOver = false;
  const working = (async () => {
    while (!isOver) await work();
  })();
  for (let look = 0; look < LOOKS; look++) {
    const [row] = await watcher`
      select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart) * 1000), 0)::float8 as ms
      from pg_locks l join pg_stat_activity a using (pid)
      where a.datname = current_database() and not l.granted and l.waitstart is not null and a.query !~ '^(alter|drop) table'`;
    longest = Math.max(longest, Number(row?.ms));
  }
  isOver = true;
  await working;
  return longest;
}

async function storedOf(week: string): Promise<string[]> {
  const rows =
    await driver()`select relname from pg_class where relkind = 'r' and relname like ${`%\\_${week}`} order by 1`;
  return rows.map(({ relname }) => String(relname));
}

describe("pruning", () => {
  test("drops payloads once the last one of their week is 30 days old, the rest after 90, the audit log never", async () => {
    await ensurePartitions(driver(), monday);
    expect(await storedOf("20260105")).toHaveLength(6);
    await prune(settings, new Date(daysAfter(7 + 30).getTime() - 1));
    expect(await storedOf("20260105")).toContain("event_payloads_20260105");
    expect((await prune(settings, daysAfter(7 + 30))).partitions).toContain("event_payloads_20260105");
    expect(await storedOf("20260105")).toEqual(
      expect.arrayContaining(["deliveries_ended_20260105", "events_20260105"]),
    );
    await prune(settings, daysAfter(7 + 90));
    expect(await storedOf("20260105")).toEqual(["audit_entries_20260105"]);
  });

  test("finishes what broke off between detaching and dropping", async () => {
    await ensurePartition(driver(), partitionAt("events", monday));
    await driver()`alter table events detach partition events_20260105`;
    expect((await prune(settings, daysAfter(365))).partitions).toContain("events_20260105");
    expect(await storedOf("20260105")).not.toContain("events_20260105");
  });

  test("makes nobody wait longer than 100 ms, however long somebody else holds what it needs", async () => {
    const { id: tenantId, appId } = await makeTenant();
    const endpointId = await makeEndpointRow({ id: tenantId, appId });
    for (const table of ["deliveries_ended", "events"] as const)
      await ensurePartition(driver(), partitionAt(table, monday));
    const holder = postgres(testDatabase.url, { max: 1, onnotice: () => undefined });
    const watcher = postgres(testDatabase.url, { max: 1, onnotice: () => undefined });
    const holding = Promise.withResolvers<void>();
    const held = holder.begin(async (tx) => {
      await tx`update endpoints set name = 'held' where id = ${endpointId}`;
      await tx`select count(*) from deliveries`;
      await holding.promise;
    });
    // The present, whose partitions stay, because somebody writes meanwhile.
    const pruning = prune(settings, new Date());
    const longest = await longestWait(watcher, async () => {
      await system().update(endpoints).set({ description: "changed" }).where(eq(endpoints.name, "other"));
      await makeEvent({ id: tenantId, appId });
    });
    holding.resolve();
    await held;
    expect((await pruning).partitions).toEqual(
      expect.arrayContaining(["deliveries_ended_20260105", "events_20260105"]),
    );
    await Promise.all([holder.end(), watcher.end()]);
    expect(longest).toBeLessThanOrEqual(100);
  });

  test("finds nothing the second time, and leaves a running partner alone", async () => {
    await ensurePartition(driver(), partitionAt("attempts", monday));
    const [one, two] = await Promise.all([prune(settings, daysAfter(365)), prune(settings, daysAfter(365))]);
    expect([...one.partitions, ...two.partitions].filter((name) => name === "attempts_20260105")).toHaveLength(1);
    expect((await prune(settings, daysAfter(365))).partitions).toEqual([]);
  });

  test("forgets answers after a day and throttle counts when they are spent", async () => {
    const tenant = await makeTenant();
    const row = { tenantId: tenant.id, operation: "endpoint.create", requestHash: Buffer.alloc(32) };
    const now = new Date();
    const hoursAgo = (hours: number) => sql`now() - make_interval(hours => ${hours})`;
    await system()
      .insert(idempotencyKeys)
      .values([
        { ...row, key: "old", createdAt: hoursAgo(25) },
        { ...row, key: "fresh", createdAt: hoursAgo(23) },
      ]);
    await system()
      .insert(rateLimits)
      .values([
        { key: "spent", points: 3, expire: now.getTime() - 1 },
        { key: "live", points: 3, expire: now.getTime() + 60_000 },
      ]);
    const [spent, live] = [newId(), newId()];
    await system()
      .insert(endedSessions)
      .values([
        { id: spent, expiresAt: new Date(now.getTime() - 1000) },
        { id: live, expiresAt: new Date(now.getTime() + 60_000) },
      ]);
    expect(await prune(settings, now)).toMatchObject({ idempotencyKeys: 1, rateLimits: 1, endedSessions: 1 });
    expect(await system().select({ id: endedSessions.id }).from(endedSessions)).toEqual([{ id: live }]);
    expect(await system().select({ key: idempotencyKeys.key }).from(idempotencyKeys)).toEqual([{ key: "fresh" }]);
    expect(await system().select({ key: rateLimits.key }).from(rateLimits)).toEqual([{ key: "live" }]);
  });

  test("forgets what sources received and refused when it is 90 days old", async () => {
    const actor = actorIn(await makeTenant());
    const { uuid: sourceId } = await makeSource(actor);
    const row = { tenantId: actor.tenantId, sourceId };
    const now = new Date();
    const ages = [
      { createdAt: new Date(now.getTime() - 91 * DAY_MS) },
      { createdAt: new Date(now.getTime() - 89 * DAY_MS) },
    ];
    for (const [at, age] of ages.entries()) {
      await system()
        .insert(sourceReceipts)
        .values({ ...row, ...age, providerId: String(at), eventId: newId() });
      await system()
        .insert(sourceRefusals)
        .values({ ...row, ...age, id: newId(), reason: "wrong_proof", headers: {} });
    }
    expect(await prune(settings, now)).toMatchObject({ sourceReceipts: 1, sourceRefusals: 1 });
    expect(await prune(settings, now)).toMatchObject({ sourceReceipts: 0, sourceRefusals: 0 });
  });
});
