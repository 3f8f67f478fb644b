import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});

afterAll(() => Promise.all([first.drop(), second.drop()]));

test("every test database is migrated and its own", async () => {
  const one = postgres(first.url, { max: 1 });
  const other = postgres(second.url, { max: 1 });
  await one`create table mine (id int)`;
  const [tables] =
    await one`select count(*)::int as found from information_schema.tables where table_schema = 'public'`;
  const [leaked] = await other`select to_regclass('mine') as name`;
  expect(tables?.found).toBeGreaterThan(1);
  expect(leaked?.name).toBeNull();
  await Promise.all([one.end(), other.end()]);
});
