import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { Scenario } from "./scenario.ts";

const CLAIMS_WITHIN_MS = 5_000;
const SECONDS_PER_KILL = 2.5;

/** The proxy withholds the answer to a claim that the server has committed: the worker cannot have sent anything of it. */
export const killBeforeSend: Scenario = {
  name: "kill-before-send",
  what: "SIGKILL between claim and send",
  forms: ["short", "long"],
  run: async (stage) => {
    const { receiver, random, scale, sql } = stage;
    const proxy = await stage.startProxy();
    await stage.startWorker(["ingest", "maintain"]);
    const load = stage.startLoad({ seconds: scale.blows * SECONDS_PER_KILL });
    let unsent = 0;
    for (let blow = 0; blow < scale.blows; blow++) {
      const victim = await stage.startWorker(["dispatch"], { databaseUrl: proxy.url });
      await receiver.nextHits(1 + Math.floor(random() * 40), { timeoutMs: 3_000 });
      const claimedBefore = await readClaimed(sql);
      proxy.withholdAnswers();
      unsent += await claimsBeyond(sql, claimedBefore);
      await stage.kill(victim);
      proxy.cut();
    }
    stage.require(unsent > 0, "No claim was caught between claim and send.");
    stage.remark(`${unsent} claimed and not sent`);
    await stage.startWorker(["dispatch"]);
    await load.done;
  },
};

type Claimed = ReadonlySet<string>;

async function readClaimed(sql: postgres.Sql): Promise<Claimed> {
  const rows = await sql<{ leaseId: string }[]>`
    select distinct lease_id as "leaseId" from deliveries where status = 'sending'`;
  return new Set(rows.map(({ leaseId }) => leaseId));
}

/** Waits for claims that were made since, and counts their deliveries; 0 where the worker found nothing to claim. */
async function claimsBeyond(sql: postgres.Sql, before: Claimed): Promise<number> {
  const giveUpAt = performance.now() + CLAIMS_WITHIN_MS;
  while (performance.now() < giveUpAt) {
    const [row] = await sql<{ count: number }[]>`
      select count(*)::int as count from deliveries
      where status = 'sending' and lease_id <> all(${[...before]}::uuid[])`;
    if (row && row.count > 0) return row.count;
    await delay(5);
  }
  return 0;
}
