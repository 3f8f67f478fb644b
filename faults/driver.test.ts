import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresProxy, startPostgresProxy } from "#harness/postgres-proxy.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";

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

test("connections asked for while they break come or are refused, and the pool loses none of them", async () => {
  const max = 4;
  const sql = postgres(proxy.url, { max, backoff: () => 0.01 });
  const uses: Promise<unknown>[] = [];
  for (let number = 0; number < 200; number++) {
    uses.push(keepBriefly(sql).catch(() => null));
    if (number % 20 === 19) proxy.cut();
    await delay(2);
  }
  await Promise.all(uses);
  const kept = await Promise.all(Array.from({ length: max }, () => sql.reserve()));
  for (const connection of kept) connection.release();
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  await sql.end({ timeout: 0 });
});

async function keepBriefly(sql: postgres.Sql): Promise<void> {
  const connection = await sql.reserve();
  try {
    await connection`select pg_sleep(0.001)`;
  } finally {
    connection.release();
  }
}

test("a transaction whose connection broke between two statements writes nothing more", async () => {
  const sql = postgres(proxy.url, { max: 1, backoff: () => 0.01 });
  await direct`create table written (by text not null)`;
  let goOn = () => {};
  const isBroken = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let late: Promise<unknown> = Promise.resolve();
  const transaction = sql.begin(async (tx) => {
    await tx`insert into written values ('first')`;
    await isBroken;
    late = tx`insert into written values ('late')`.catch((error: unknown) => error);
    await late;
  });
  const refused = expect(transaction).rejects.toThrow();
  await expect.poll(isInTransaction).toBe(true);
  proxy.cut();
  await refused;
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }]);
  goOn();
  await expect.poll(() => late).toBeInstanceOf(Error);
  expect(await direct`select by from written`).toEqual([]);
  await sql.end({ timeout: 0 });
});

/** Of this test's own database: others share the server. */
async function isInTransaction(): Promise<boolean> {
  const open = await direct`
    select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`;
  return open.length > 0;
}

function read(answer: unknown): { number: number; rows: unknown } {
  if (typeof answer !== "object" || answer === null || !("number" in answer) || !("rows" in answer))
    throw new Error("no answer");
  return { number: Number(answer.number), rows: answer.rows };
}
