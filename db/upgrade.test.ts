import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { idFloor } from "#domain/id.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { root } from "#process/root.ts";
import { connect } from "./connect.ts";
import { migrate } from "./migrate.ts";

const NAME = `upgrade_${process.pid}`;
const TENANT = "01a21e73-0000-7000-8000-000000000001";
const APP = "01a21e73-0000-7000-8000-000000000002";
const ENDPOINT = "01a21e73-0000-7000-8000-000000000003";
const monday = new Date("2026-11-23T00:00:00Z");
const nextMonday = new Date("2026-11-30T00:00:00Z");

let testDatabase: TestDatabase;
let server: postgres.Sql;
let url: string;
let sql: postgres.Sql;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  server = connect(testDatabase.url, { max: 1 });
  await server.unsafe(`create database ${NAME}`);
  url = testDatabase.url.replace(/\/[^/?]+(\?|$)/, `/${NAME}$1`);
  sql = connect(url, { max: 1, connection: { application_name: "a person" } });
  await migrateTo(sql, "0007");
  await fill(sql);
});
afterAll(async () => {
  await sql.end();
  await server.unsafe(`drop database ${NAME} with (force)`);
  await server.end();
  await testDatabase.drop();
});

/** Brings a database to the schema of an earlier release. */
async function migrateTo(database: postgres.Sql, last: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "posthouse-migrations-"));
  await cp(join(root, "drizzle"), folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal: { entries: { tag: string }[] } = JSON.parse(await readFile(file, "utf8"));
  const entries = journal.entries.filter(({ tag }) => tag.slice(0, 4) <= last);
  await writeFile(file, JSON.stringify({ ...journal, entries }));
  await applyMigrations(drizzle(database), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
}

/** What the release before left behind: deliveries in every state, one of them in the middle of a retry. */
async function fill(database: postgres.Sql): Promise<void> {
  await database.unsafe(`
    create table deliveries_20261123 partition of deliveries for values from ('${idFloor(monday)}') to ('${idFloor(nextMonday)}');
    insert into tenants (id, slug, name) values ('${TENANT}', 'acme', 'Acme');
    insert into apps (id, tenant_id, slug, name) values ('${APP}', '${TENANT}', 'production', 'Production');
    insert into endpoints (id, tenant_id, app_id, name, description, url, header_names, timeout_ms, max_in_flight, metadata)
      values ('${ENDPOINT}', '${TENANT}', '${APP}', '', '', 'https://hooks.example.com/', '{}', 15000, 10, '{}');`);
  const states = [
    ["pending", 0],
    ["sending", 1],
    ["sending", 3],
    ["retrying", 2],
    ["succeeded", 1],
    ["failed", 1],
    ["dead_letter", 10],
    ["cancelled", 0],
  ] as const;
  for (const [at, [status, attempts]] of states.entries()) {
    const isLive = ["pending", "sending", "retrying"].includes(status);
    await database`
      insert into deliveries (id, tenant_id, app_id, endpoint_id, event_id, event_type, status, attempt_count, max_attempts,
        next_attempt_at, completed_at, lease_id, lease_expires_at)
      values (${idFloor(new Date(monday.getTime() + at))}, ${TENANT}, ${APP}, ${ENDPOINT}, ${TENANT}, 'order.paid', ${status},
        ${attempts}, 10, ${isLive ? monday.toISOString() : null}, ${isLive ? null : monday.toISOString()},
        ${status === "sending" ? TENANT : null}, ${status === "sending" ? nextMonday.toISOString() : null})`;
  }
}

describe("a database of the release before", () => {
  test("is left alone while that release's processes are connected", async () => {
    const old = connect(url, { max: 1, connection: { application_name: "posthouse" } });
    await old`select`;
    await expect(migrate(url)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("still connected") },
    });
    expect(await sql`select status from deliveries order by id`).toHaveLength(8);
    expect(await sql`select to_regclass('deliveries_live') as found`).toEqual([{ found: null }]);
    await old.end();
  });

  test("keeps every delivery, each where it belongs", async () => {
    await migrate(url);
    const rows = await sql`
      select tableoid::regclass::text as place, status, attempt_count as attempts, is_retry as "isRetry",
        worker_id is not null as "hasWorker", next_attempt_at is not null as "isDue"
      from deliveries order by id`;
    const live = (status: string, attempts: number, isRetry: boolean) => ({
      ...{ place: "deliveries_live", status, attempts, isRetry, hasWorker: status === "sending", isDue: true },
    });
    const ended = (status: string, attempts: number) => ({
      ...{ place: "deliveries_ended_20261123", status, attempts, isRetry: false, hasWorker: false, isDue: false },
    });
    expect([...rows]).toEqual([
      live("pending", 0, false),
      live("sending", 1, false),
      live("sending", 3, true),
      live("retrying", 2, true),
      ended("succeeded", 1),
      ended("failed", 1),
      ended("dead_letter", 10),
      ended("cancelled", 0),
    ]);
  });

  test("gives what was being sent to a worker whose lease is over, so that it is taken up", async () => {
    const rows = await sql`
      select w.lease_expires_at < now() as "isOver" from deliveries_live d join workers w on w.id = d.worker_id`;
    expect([...rows]).toEqual([{ isOver: true }, { isOver: true }]);
  });

  test("is as a new one: nothing is left to migrate, and weeks to come have a place", async () => {
    await migrate(url, nextMonday);
    const [found] = await sql`select to_regclass('deliveries_ended_20261207') is not null as yes`;
    expect(found?.yes).toBe(true);
  });
});
