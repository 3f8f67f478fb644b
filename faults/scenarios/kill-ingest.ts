import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import type { Load } from "#faults/load/start-load.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS_PER_KILL = 2;
const TRAPPED_WITHIN_MS = 10_000;

/** In what is sent to make deliveries each time; the statement's own text is sent once per connection. */
const FAN_OUT = '"max_attempts":';
/** The answer that the server gives, and that is withheld: what came up to there is done, what comes after never will be. */
const COMMITTED = "COMMIT";
const MOMENTS = [
  { what: "after COMMIT, before the 202", answer: COMMITTED },
  { what: "during fan-out", answer: null },
  { what: "after fan-out, before COMMIT", answer: "SELECT 1" },
] as const;

export const killIngest: Scenario = {
  name: "kill-ingest",
  what: "SIGKILL of the ingest door after COMMIT before the 202, and during fan-out",
  forms: ["short", "long"],
  run: async (stage) => {
    const { scale, random } = stage;
    const moments = Array.from({ length: Math.ceil(scale.blows / 2) }, () => MOMENTS).flat();
    const proxy = await stage.startProxy();
    await stage.startWorker(["dispatch", "maintain"]);
    let door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
    const load = stage.startLoad({ seconds: moments.length * SECONDS_PER_KILL, keyedShare: 0.4 });
    let committed = 0;
    for (const { what, answer } of moments) {
      await delay(random() * 800);
      const trapped = proxy.answerWithheldTo(FAN_OUT, answer).then(() => true);
      const isTrapped = await Promise.race([trapped, delay(TRAPPED_WITHIN_MS, false)]);
      stage.require(isTrapped, `No kill fell ${what}.`);
      await stage.kill(door);
      if (answer === COMMITTED) committed += await unansweredEvents(stage.sql, load);
      door = await stage.startWorker(["ingest"], { databaseUrl: proxy.url });
    }
    await load.done;
    stage.require(committed > 0, "No event was committed and not answered.");
    stage.remark(`${committed} events committed and not answered at the kills`);
  },
};

/** Events that are there although nobody was told so. */
async function unansweredEvents(sql: postgres.Sql, { posts }: Pick<Load, "posts">): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from events`;
  return (row?.count ?? 0) - posts.filter(({ outcome }) => outcome.kind === "accepted").length;
}
