import { setTimeout as delay } from "node:timers/promises";
import type postgres from "postgres";
import { holdsWithin } from "#harness/holds-within.ts";
import { POLL_MS } from "#worker/dispatch/limits.ts";
import { longestWait } from "../drain.ts";
import type { Scenario } from "./scenario.ts";

const SECONDS = 6;
/** The poll, the claim and a machine that is busy with other tests. */
const LATE_MS = POLL_MS + 2_000;
const LISTENS_AGAIN_WITHIN_MS = 15_000;

/** Notifications only wake. Without them deliveries are late by a poll, and by no more. */
export const loseListener: Scenario = {
  name: "lose-listener",
  what: "LISTEN connection lost: ended by the server, and silently dead",
  run: async (stage) => {
    const { sql } = stage;
    const proxy = await stage.startProxy();
    await stage.startWorker(["ingest", "maintain"]);
    await stage.startWorker(["dispatch"], { databaseUrl: proxy.url });
    const load = stage.startLoad({ seconds: SECONDS * 2 });
    await delay(SECONDS * 500);
    stage.require((await endListeners(sql)) > 0, "No connection listened.");
    stage.require(await holdsWithin(LISTENS_AGAIN_WITHIN_MS, () => isListening(sql)), "Nobody listens again.");
    await delay(SECONDS * 300);
    stage.require(proxy.freezeListener(), "No connection listened through the proxy.");
    await load.done;
    await delay(LATE_MS);
    const longestMs = await longestWait(stage, { load, endpoint: "quick" });
    stage.require(longestMs <= LATE_MS, `A delivery waited ${longestMs} ms for its first attempt.`);
    stage.remark(`longest wait for a first attempt ${longestMs} ms`);
  },
};

async function endListeners(sql: postgres.Sql): Promise<number> {
  const ended = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen "%' and pid <> pg_backend_pid()`;
  return ended.length;
}

async function isListening(sql: postgres.Sql): Promise<boolean> {
  const rows = await sql`
    select from pg_stat_activity
    where datname = current_database() and query ilike 'listen "%' and state = 'idle'`;
  return rows.length > 0;
}
