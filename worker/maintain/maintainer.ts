import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { ensurePartitions } from "#db/partition.ts";
import { config } from "#domain/config.ts";
import { log } from "#domain/log.ts";
import { prune } from "#domain/retention/prune.ts";
import { cancelOrphans } from "./cancel-orphans.ts";
import { rescueExpired } from "./rescue.ts";
import { runReplays } from "./run-replays.ts";
import { suspendFailing } from "./suspend-failing.ts";

/** One duty: what it does, and how long it rests between two rounds. `isShared`: machines may be at it side by side. */
type Duty = { name: string; everyMs: number; run: () => Promise<unknown>; isShared?: boolean };

export type Maintainer = { stop: () => Promise<void> };

/** Runs the upkeep until stopped. Each duty is safe on several machines at once; most are done by one at a time. */
export function startMaintainer({
  sql,
  db,
  now = () => new Date(),
}: {
  sql: postgres.Sql;
  db: Database;
  now?: () => Date;
}): Maintainer {
  const duties: Duty[] = [
    { name: "rescue", everyMs: 2_000, run: () => rescueExpired(sql, db) },
    { name: "suspend failing endpoints", everyMs: 30_000, run: () => suspendFailing(sql) },
    { name: "run replays", everyMs: 250, run: () => runReplays(db), isShared: true },
    { name: "cancel orphans", everyMs: 10_000, run: () => cancelOrphans(sql) },
    { name: "make partitions", everyMs: 3_600_000, run: () => ensurePartitions(sql, now()) },
    { name: "prune", everyMs: 3_600_000, run: () => prune(config(), now()) },
  ];
  const running = duties.map((duty) => repeat(duty, sql));
  return {
    stop: async () => {
      await Promise.all(running.map((duty) => duty.stop()));
    },
  };
}

function repeat({ name, everyMs, run, isShared = false }: Duty, sql: postgres.Sql): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  let isStopped = false;
  const round = async () => {
    try {
      await (isShared ? run() : alone(sql, name, run));
    } catch (error) {
      log.error({ err: error, duty: name }, "upkeep failed");
    }
    if (!isStopped) timer = setTimeout(start, everyMs);
  };
  const start = () => {
    current = round();
  };
  start();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

/** Does nothing where another machine is at the same duty: the advisory lock is held by one connection at a time. */
async function alone(sql: postgres.Sql, name: string, run: () => Promise<unknown>): Promise<void> {
  const connection = await sql.reserve();
  try {
    const [lock] = await connection`select pg_try_advisory_lock(hashtext(${`posthouse.duty.${name}`})) as held`;
    if (lock?.held !== true) return;
    try {
      await run();
    } finally {
      await connection`select pg_advisory_unlock(hashtext(${`posthouse.duty.${name}`}))`;
    }
  } finally {
    connection.release();
  }
}
