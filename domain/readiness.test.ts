import { expect, test } from "vitest";
import { connectDatabase, disconnectDatabase, driver } from "#db/client.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { readiness } from "./readiness.ts";
import { makeTenant } from "./test-factory.ts";

ownTestDatabase({ each: true });

test("ready with a migrated database", async () => {
  expect(await readiness()).toEqual({ ready: true, database: "ready" });
});

test("not ready while a migration is missing, or all of them", async () => {
  await driver()`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  expect(await readiness()).toEqual({ ready: false, database: "not migrated" });
  await driver()`drop schema drizzle cascade`;
  expect(await readiness()).toEqual({ ready: false, database: "not migrated" });
});

test("not ready without the master key that the stored secrets are encrypted with", async () => {
  await makeTenant();
  expect(await readiness()).toEqual({ ready: true, database: "ready" });
  await driver()`update tenant_keys set master_key_id = 'another'`;
  expect(await readiness()).toEqual({ ready: false, database: "key missing" });
});

test("not ready without a database", async () => {
  await disconnectDatabase();
  connectDatabase("postgres://nobody@127.0.0.1:1/nothing");
  expect(await readiness()).toEqual({ ready: false, database: "unreachable" });
});

test("not ready, and answering all the same, while the database hangs", async () => {
  await driver().begin(async (tx) => {
    await tx`lock table drizzle.__drizzle_migrations in access exclusive mode`;
    expect(await readiness()).toEqual({ ready: false, database: "unreachable" });
  });
});
