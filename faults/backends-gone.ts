import type postgres from "postgres";
import { holdsWithin } from "#harness/holds-within.ts";

const WITHIN_MS = 30_000;
const EVERY_MS = 20;

/** Resolves when the server has no connection left of the worker of that name: what it was doing there is over. */
export async function backendsGone(sql: postgres.Sql, name: string): Promise<void> {
  const areGone = async () => {
    const [row] = await sql`select count(*)::int as left from pg_stat_activity where application_name = ${name}`;
    return row?.left === 0;
  };
  if (!(await holdsWithin(WITHIN_MS, areGone, EVERY_MS))) throw new Error(`The connections of ${name} outlive it.`);
}
