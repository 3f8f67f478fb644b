import type postgres from "postgres";
import { type Database, sessionDriver } from "#db/client.ts";
import { ensurePartitions } from "#db/partition.ts";
import { config } from "#domain/config.ts";
import { createHealthFold } from "#domain/health/fold.ts";
import { QUARTER_DAYS, sumRollups, TEN_MINUTES, TEN_MINUTES_AGAIN } from "#domain/health/sum-rollups.ts";
import { formatId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import { createMailer } from "#domain/notice/mailer.ts";
import { notify } from "#domain/notice/notify.ts";
import { sendMails } from "#domain/notice/send-mails.ts";
import { advanceReplay } from "#domain/replay/advance.ts";
import { dueReplays } from "#domain/replay/due.ts";
import { prune } from "#domain/retention/prune.ts";
import { suspendFailing, warnFailing } from "./failing-endpoints.ts";
import { finishDeletes } from "./finish-deletes.ts";
import { rescueExpired } from "./rescue.ts";

/** One duty: what it does, and how long it rests between two rounds. `isShared`: machines may be at it side by side. */
type Duty = { name: string; everyMs: number; run: (signal: AbortSignal) => Promise<unknown>; isShared?: boolean };

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
  const fold = createHealthFold(sql);
  const duties: Duty[] = [
    { name: "rescue", everyMs: 2_000, run: () => rescueExpired(sql, db) },
    { name: "fold health", everyMs: 1_000, run: fold },
    { name: "suspend and warn", everyMs: 30_000, run: () => suspendFailing(sql).then(() => warnFailing(sql)) },
    { name: "tell", everyMs: 500, run: (signal) => tellAll(db, signal), isShared: true },
    { name: "run replays", everyMs: 250, run: () => runReplays(db), isShared: true },
    { name: "finish deletes", everyMs: 1_000, run: (signal) => finishDeletes(db, { signal }) },
    { name: "sum hours", everyMs: 900_000, run: () => sumRollups(sql, QUARTER_DAYS, now()) },
    { name: "sum minutes", everyMs: 300_000, run: () => sumRollups(sql, TEN_MINUTES, now()) },
    { name: "sum late minutes", everyMs: 21_600_000, run: () => sumRollups(sql, TEN_MINUTES_AGAIN, now()) },
    { name: "make partitions", everyMs: 3_600_000, run: () => ensurePartitions(sql, now()) },
    ...mailDuty(db),
    { name: "prune", everyMs: 3_600_000, run: () => prune(config(), now()) },
  ];
  const running = duties.map(repeat);
  return {
    stop: async () => {
      await Promise.all(running.map((duty) => duty.stop()));
    },
  };
}

/** Bounded by what there is to tell, and by the stop. */
async function tellAll(db: Database, signal: AbortSignal): Promise<void> {
  const byMail = config().SMTP_URL !== undefined;
  while (!signal.aborted && (await notify(db, { byMail })) > 0);
}

function mailDuty(db: Database): Duty[] {
  const { SMTP_URL, PUBLIC_URL: publicUrl } = config();
  if (SMTP_URL === undefined) return [];
  const mailer = createMailer(SMTP_URL, { publicUrl });
  return [{ name: "send mails", everyMs: 5_000, run: (signal) => sendMails(db, { mailer, publicUrl, signal }) }];
}

function repeat({ name, everyMs, run, isShared = false }: Duty): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();
  const stopping = new AbortController();
  const round = async () => {
    try {
      const work = () => run(stopping.signal);
      await (isShared ? work() : alone(name, work));
    } catch (error) {
      log.error({ err: error, duty: name }, "upkeep failed");
    }
    if (!stopping.signal.aborted) timer = setTimeout(start, everyMs);
  };
  const start = () => {
    current = round();
  };
  start();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await current;
    },
  };
}

/**
 * Does nothing where another machine is at the same duty. The lock lives and dies with a transaction that is idle
 * meanwhile: a reserved connection that breaks may never be heard of again, and with it the duty.
 */
async function alone(name: string, run: () => Promise<unknown>): Promise<void> {
  let work: Promise<unknown> | undefined;
  try {
    await sessionDriver().begin(async (tx) => {
      const [lock] = await tx`select pg_try_advisory_xact_lock(hashtext(${`posthouse.duty.${name}`})) as held`;
      if (lock?.held === true) work = run();
      await work;
    });
  } finally {
    // Where the connection broke, the duty is still at work on others: no second round beside it.
    await Promise.allSettled([work]);
  }
}

/** Takes every running bulk replay as far as its pace allows now. Answers how many deliveries that made. */
export async function runReplays(db: Database): Promise<number> {
  let made = 0;
  for (const replay of await dueReplays(db)) {
    try {
      made += await advanceReplay(db, replay);
    } catch (error) {
      // One replay that cannot go on must not hold up the others; it is tried again in the next round.
      log.error({ err: error, replayId: formatId("rpl", replay.id) }, "a replay could not go on");
    }
  }
  return made;
}
