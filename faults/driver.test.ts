import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#db/test-database.ts";
import { type PostgresProxy, startPostgresProxy } from "./cluster/postgres-proxy.ts";

/*
 * What scripts/mend-driver.mjs mends. A driver that is not mended ends the process of this file, or never answers.
 */
let testDatabase: TestDatabase;
let proxy: PostgresProxy;
let direct: postgres.Sql;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  proxy = await startPostgresProxy(testDatabase.url);
  direct = postgres(testDatabase.url, { max: 1 });
});
afterAll(async () => {
  await proxy.close();
  await direct.end();
  await testDatabase.drop();
});

test("a connection kept for oneself rejects once its server end is gone", async () => {
  const sql = postgres(proxy.url, { max: 1 });
  const kept = await sql.reserve();
  const [row] = await kept<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await direct`select pg_terminate_backend(${row?.pid ?? 0})`;
  await delay(50);
  await expect(kept`select 1`).rejects.toThrow("CONNECTION_CLOSED");
  await sql.end({ timeout: 0 });
});

test("a connection cut while it asks for the array types rejects its query, and the next one works", async () => {
  const sql = postgres(proxy.url, { max: 1 });
  const withheld = proxy.answerWithheldTo("typarray", null);
  const query = expect(sql`select 1`).rejects.toThrow();
  await withheld;
  proxy.cut();
  await query;
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  await sql.end({ timeout: 0 });
});

test("queries that are sent while their connection breaks are answered, each with its own answer or an error", async () => {
  const sql = postgres(proxy.url, { max: 2 });
  const answers: Promise<unknown>[] = [];
  for (let number = 0; number < 300; number++) {
    answers.push(sql`select ${number}::int as number`.catch(() => null).then((rows) => ({ number, rows })));
    if (number % 30 === 29) proxy.cut();
    if (number % 3 === 0) await delay(1);
  }
  for (const answer of await Promise.all(answers)) {
    const { number, rows } = read(answer);
    if (rows !== null) expect(rows).toEqual([{ number }]);
  }
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  await sql.end({ timeout: 0 });
});

function read(answer: unknown): { number: number; rows: unknown } {
  if (typeof answer !== "object" || answer === null || !("number" in answer) || !("rows" in answer))
    throw new Error("no answer");
  return { number: Number(answer.number), rows: answer.rows };
}
