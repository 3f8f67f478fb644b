import { setTimeout as delay } from "node:timers/promises";
import type { Fault } from "#faults/evidence/evidence.ts";
import type { Stage } from "#faults/stage.ts";
import { LEASE_MS } from "#worker/dispatch/limits.ts";
import { catchClaim } from "./catch-claim.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS = 10;

/** One worker is stopped in the middle of its work, another between a claim and what it would send for it. */
export const pauseWorker: Scenario = {
  name: "pause-worker",
  what: "worker SIGSTOP for two leases, then SIGCONT",
  isLong: true,
  run: async (stage) => {
    const { random, receiver, sql } = stage;
    const proxy = await stage.startProxy();
    await stage.startWorker(["ingest", "maintain"]);
    const between = await stage.startWorker(["dispatch"], { databaseUrl: proxy.url });
    const load = stage.startLoad({ seconds: SECONDS });
    await receiver.nextHits(20 + Math.floor(random() * 60), { timeoutMs: 5_000 });
    const unsent = await catchClaim(sql, proxy);
    stage.require(unsent > 0, "No claim was caught between claim and send.");
    between.pause();
    const first = await stage.note("SIGSTOP between claim and send");

    const busy = await stage.startWorker(["dispatch"]);
    await receiver.nextHits(20 + Math.floor(random() * 60), { timeoutMs: 5_000 });
    await delay(random() * 40);
    busy.pause();
    const second = await stage.note("SIGSTOP under way");

    await stage.startWorker(["dispatch"]);
    await delay(2 * LEASE_MS + 2_000);
    const resumedAtMs = Date.now();
    proxy.releaseAnswers();
    between.resume();
    busy.resume();
    await load.done;
    await delay(LATE_MS);
    const late = await sentLate(stage, { faults: [first, second], resumedAtMs });
    stage.require(late.length === 0, `Sent after their leases had ended: ${late.join(", ")}`);
    stage.remark(
      `${first.inFlight.length} and ${second.inFlight.length} under way when they were stopped, ${unsent} claimed and not sent`,
    );
  },
};

const LATE_MS = 2_000;

/** What was claimed before the stop and left after it. */
async function sentLate(
  { receiver }: Stage,
  { faults, resumedAtMs }: { faults: readonly Fault[]; resumedAtMs: number },
): Promise<string[]> {
  const stale = new Set(faults.flatMap(({ inFlight }) => inFlight.map((one) => `${one.deliveryId}/${one.attempt}`)));
  const hits = (await receiver.ledger()).filter(({ at }) => at >= resumedAtMs);
  return hits.map(({ delivery, attempt }) => `${delivery}/${attempt}`).filter((key) => stale.has(key));
}
