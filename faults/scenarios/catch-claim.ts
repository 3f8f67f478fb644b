import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { holdsWithin } from "#harness/holds-within.ts";
import type { PostgresProxy } from "#harness/postgres-proxy.ts";

const TURNS_MAX = 60;
const TURN_MS = 250;
const BETWEEN_TURNS_MS = 20;

/**
 * Withholds the server's answers until a claim has been committed that its worker knows nothing of yet; answers how many
 * deliveries it holds, 0 where none came. The answers stay withheld. A worker that waits for another answer first does
 * not come to its claim, so they are let go and withheld again.
 */
export async function catchClaim(sql: postgres.Sql, proxy: PostgresProxy): Promise<number> {
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const before = await readClaims(sql);
    proxy.withholdAnswers();
    const caught = await newlyClaimed(sql, before);
    if (caught > 0) return caught;
    proxy.releaseAnswers();
    await delay(BETWEEN_TURNS_MS);
  }
  return 0;
}

async function readClaims(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ claim: string }[]>`
    select distinct concat(worker_id, '/', claim) as claim from deliveries_live where status = 'sending'`;
  return rows.map(({ claim }) => claim);
}

async function newlyClaimed(sql: postgres.Sql, before: string[]): Promise<number> {
  let count = 0;
  const isCaught = async () => {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from deliveries_live
      where status = 'sending' and concat(worker_id, '/', claim) <> all(${before}::text[])`;
    count = row?.count ?? 0;
    return count > 0;
  };
  await holdsWithin(TURN_MS, isCaught, 5);
  return count;
}
