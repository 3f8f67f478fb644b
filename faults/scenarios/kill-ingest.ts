import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import type { Load } from "#faults/load.ts";
import type { PostgresProxy } from "#harness/postgres-proxy.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_KILL = 2;
const TRAPPED_WITHIN_MS = 10_000;
/** As long as a 202 that was given too early takes to arrive. */
const TOO_EARLY_MS = 50;

/** Who is told of new deliveries goes with them each time; the statement's own text is sent once per connection. */
const FAN_OUT = DUE_CHANNEL;
/** What came up to a moment is done, what comes after never will be. */
const COMMITTED = "after COMMIT, before the 202";
const MOMENTS: readonly { what: string; comes: (proxy: PostgresProxy) => Promise<void> }[] = [
  { what: COMMITTED, comes: (proxy) => proxy.answerWithheldTo(FAN_OUT, "COMMIT") },
  { what: "during fan-out", comes: (proxy) => proxy.answerWithheldTo(FAN_OUT, null) },
  { what: "after fan-out, before its answer", comes: (proxy) => proxy.answerWithheldTo(FAN_OUT, "SELECT 1") },
  { what: "after fan-out, before COMMIT", comes: (proxy) => proxy.requestWithheldAfter(FAN_OUT) },
];

export const killIngest: Scenario = {
  name: "kill-ingest",
  what: "SIGKILL of the ingest door after COMMIT before the 202, and during fan-out",
  run: async (stage) => {
    const { scale, random } = stage;
    const moments = Array.from({ length: Math.ceil(scale.faults / 2) }, () => MOMENTS).flat();
    const proxy = await stage.startProxy();
    await stage.startWorker(["dispatch", "maintain"]);
    let door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
    const loads: Load[] = [];
    let committed = 0;
    for (const { what, comes } of moments) {
      // A load for each, so that the kill falls on one, however long the door took to come back.
      const events = Math.ceil(scale.events / moments.length);
      loads.push(stage.startLoad({ events, seconds: SECONDS_PER_KILL, keyedShare: 0.4 }));
      await delay(random() * 800);
      const isTrapped = await Promise.race([comes(proxy).then(() => true), delay(TRAPPED_WITHIN_MS, false)]);
      stage.require(isTrapped, `No kill fell ${what}.`);
      await delay(TOO_EARLY_MS);
      await stage.kill(door);
      if (what === COMMITTED) committed = Math.max(committed, await unansweredEvents(stage.sql, loads));
      door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
    }
    await Promise.all(loads.map((load) => load.done));
    stage.require(committed > 0, "No event was committed and not answered.");
    stage.remark(`${moments.length} kills; up to ${committed} events committed and not answered at one`);
  },
};

/** How many events are there although nobody has been told so. */
async function unansweredEvents(sql: postgres.Sql, loads: readonly Pick<Load, "posts">[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from events`;
  const answered = loads.flatMap(({ posts }) => posts).filter(({ outcome }) => outcome.kind === "accepted");
  return (row?.count ?? 0) - answered.length;
}
