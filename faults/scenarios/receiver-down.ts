import type postgres from "postgres";
import { drain } from "#faults/drain.ts";
import type { Stage } from "#faults/stage.ts";
import { healthy, MAIN_TYPE } from "#faults/world.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { Hit } from "#harness/ledger-receiver.ts";
import { longestWait } from "../drain.ts";
import type { Scenario } from "./scenario.ts";

const BACKLOG_TYPE = "side.backlog";
/** The backlog leaves at this rate, and all of it is tried within a round of retries. */
const RATE_PER_SECOND = 1_000;
/** A claim may take what a fifth of a second allows at once, and a busy machine bunches arrivals. */
const RATE_TOLERANCE = 1.4;
const TRIED_WITHIN_MS = 300_000;
const SECONDS = 10;
const LATE_MS = 3_000;
const DRAINS_WITHIN_MS = 240_000;

const limits = { maxInFlight: 20, rateLimitPerSecond: RATE_PER_SECOND };

export const receiverDown: Scenario = {
  name: "receiver-down",
  what: "receiver down, then back with a large backlog: no stampede",
  plan: [
    healthy("backlogged", {
      ...limits,
      eventTypes: [BACKLOG_TYPE],
      behaviour: { kind: "accepts", delayMs: [1, 5] },
      retrySchedule: new Array<number>(20).fill(5),
    }),
    healthy("quick", { eventTypes: [MAIN_TYPE], behaviour: { kind: "accepts", delayMs: [2, 30] } }),
  ],
  run: async (stage) => {
    const { receiver, scale, sql } = stage;
    await stage.startWorker(["ingest", "dispatch", "maintain"]);
    await receiver.kill();
    await stage.postBacklog({ count: scale.backlog, type: BACKLOG_TYPE });
    stage.require(
      await holdsWithin(TRIED_WITHIN_MS, () => areTried(sql), 250),
      "Not all of the backlog was tried in time.",
    );
    const downAt = Date.now();
    await receiver.restart();
    const load = stage.startLoad({ seconds: SECONDS, address: (number) => stage.world.address(number * 10 + 5) });
    await load.done;
    stage.require(
      (await drain(sql, { timeoutMs: DRAINS_WITHIN_MS })).length === 0,
      "The backlog did not drain in time.",
    );
    const longestMs = await longestWait(stage, { load, endpoint: "quick" });
    stage.require(longestMs <= LATE_MS, `Behind the backlog a delivery waited ${longestMs} ms for its first attempt.`);
    const busiest = await busiestSecond(stage, downAt);
    stage.require(busiest <= RATE_PER_SECOND * RATE_TOLERANCE, `${busiest} requests came within a second.`);
    stage.remark(
      `${scale.backlog} waited; at most ${busiest} came within a second; a neighbour waited ${longestMs} ms`,
    );
  },
};

async function areTried(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql`select exists (select from deliveries where attempt_count = 0) as left`;
  return row?.left === false;
}

/** The most hits of the backlog in any stretch of a second. */
async function busiestSecond({ receiver, world }: Stage, sinceMs: number): Promise<number> {
  const path = world.endpoints.find(({ name }) => name === "backlogged")?.path;
  const hits = (await receiver.ledger()).filter((hit: Hit) => hit.path === path && hit.at >= sinceMs);
  let most = 0;
  let first = 0;
  for (const [last, { at }] of hits.entries()) {
    while ((hits[first]?.at ?? at) < at - 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
