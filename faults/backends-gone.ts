import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";

const WITHIN_MS = 30_000;
const EVERY_MS = 20;

/** Resolves when the server has no connection left of the worker of that name: what it was doing there is over. */
export async function backendsGone(sql: postgres.Sql, name: string): Promise<void> {
  const giveUpAt = performance.now() + WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const [row] = await sql`select count(*)::int as left from pg_stat_activity where application_name = ${name}`;
    if (row?.left === 0) return;
    await delay(EVERY_MS);
  }
  throw new Error(`The connections of ${name} outlive it.`);
}
