import { once } from "node:events";
import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { addPartition, type PartitionedTable, partitionAt, WEEK_MS } from "#db/partition.ts";
import { QUARTER_DAYS, sumRollups, TEN_MINUTES } from "#domain/health/sum-rollups.ts";
import { shapeIds } from "#worker/dispatch/request-shapes.ts";
import { createHistory, type History } from "./history.ts";
import { COLUMNS } from "./lines.ts";
import { type PlanOptions, planHistory, type Seeded, type SeedWeek } from "./plan-history.ts";
import { insertPopulation, insertReplays, type SeedTenant } from "./population.ts";
import { createRollupCounter, type RollupCounter } from "./rollup-counter.ts";

export type SeedOptions = PlanOptions & { onProgress?: (done: number) => void };

const MINUTES_KEPT_MS = 4 * WEEK_MS;
const TABLES = ["events", "event_payloads", "deliveries_live", "deliveries_ended", "attempts"] as const;

/**
 * Fills a migrated, empty database with a year of history by COPY: tenants of very different sizes, endpoints good and
 * bad, events, payloads, deliveries, attempts and rollups. The same seed and moment make the same history; only keys and
 * secrets differ. Rollups a minute are made for the last four weeks.
 */
export async function seedHistory(sql: postgres.Sql, db: Database, options: SeedOptions): Promise<Seeded> {
  const { now, onProgress = () => undefined } = options;
  const [found] = await sql`select exists (select from deliveries) as yes`;
  if (found?.yes) throw new Error("The database has deliveries already. Seed an empty one.");
  const { plan, since, tenants, replays, random } = planHistory(options);
  await insertPopulation(db, tenants, since);
  const rollups = createRollupCounter(now.getTime() - MINUTES_KEPT_MS);
  const replayIdOf = (tenant: SeedTenant, week: SeedWeek) =>
    replays.find((replay) => replay.tenant === tenant && replay.at.getTime() === week.fromMs)?.id ?? null;
  const senders = tenants.flatMap(({ endpoints }) => endpoints.map((one) => ({ ...one, headers: {}, version: null })));
  const shapes = await shapeIds(db, senders);
  const history = createHistory({ tenants, shapes, random, nowMs: now.getTime(), rollups, replayIdOf });
  let done = 0;
  let finishing: Promise<void> = Promise.resolve();
  for (const week of plan) {
    const full = await loadWeek(sql, { history, rollups, week }, (count) => {
      done += count;
      onProgress(done);
    });
    // Indexes of one week are built while the next one comes in.
    await finishing;
    finishing = finishAll(full);
  }
  await finishing;
  await insertReplays(db, replays);
  for (const sum of [QUARTER_DAYS, TEN_MINUTES]) await sumRollups(sql, sum, now);
  for (const table of [...TABLES, "health_rollups", "endpoints"]) await sql.unsafe(`analyze ${table}`);
  return { tenants, replays };
}

/** Fills a week's partitions, and leaves them to be finished. */
async function loadWeek(
  sql: postgres.Sql,
  { history, rollups, week }: { history: History; rollups: RollupCounter; week: SeedWeek },
  onLoaded: (deliveries: number) => void,
): Promise<Loading[]> {
  const at = new Date(week.fromMs);
  const start = (table: keyof typeof COLUMNS) => startLoading(sql, { table, columns: COLUMNS[table], at });
  const loadings = await Promise.all(TABLES.map(start));
  for (const rows of history(week)) {
    await Promise.all(TABLES.map((table, index) => loadings[index]?.write(rows[table])));
    onLoaded(rows.deliveries_live.length + rows.deliveries_ended.length);
  }
  const sums = await start("health_rollups");
  await sums.write(rollups.take(week.toMs));
  return [...loadings, sums];
}

async function finishAll(loadings: readonly Loading[]): Promise<void> {
  await Promise.all(loadings.map((loading) => loading.end()));
  // One after the other: each attaches to its table and locks what that refers to.
  for (const loading of loadings) await loading.attach();
}

/** A table's partition being filled, in a transaction of its own connection: written, ended, then attached. */
type Loading = {
  write: (lines: readonly string[]) => Promise<void>;
  end: () => Promise<void>;
  attach: () => Promise<void>;
};

/** What waits goes through a table of the connection's own: COPY does not write where row-level security is on. */
async function startLoadingLive(sql: postgres.Sql, columns: string): Promise<Loading> {
  const connection = await sql.reserve();
  await connection`begin`;
  await connection`create temporary table waiting (like deliveries_live including defaults) on commit drop`;
  return copying(connection, `copy waiting (${columns}) from stdin`, () =>
    connection.unsafe(`insert into deliveries_live (${columns}) select ${columns} from waiting`),
  );
}

/**
 * Fills a partition by COPY. It is made in the same transaction and gets its indexes only when it is full: sorting once
 * costs a fifth of keeping them in order. Rows are frozen, as they would be after a vacuum.
 */
async function startLoading(
  sql: postgres.Sql,
  { table, columns, at }: { table: PartitionedTable | "deliveries_live"; columns: string; at: Date },
): Promise<Loading> {
  if (table === "deliveries_live") return startLoadingLive(sql, columns);
  const partition = partitionAt(table, at);
  const connection = await sql.reserve();
  // An empty one that is there is made anew: COPY does not write where row-level security is on already.
  await connection.unsafe(`drop table if exists ${partition.name}`);
  await connection`begin`;
  await connection.unsafe(`create table ${partition.name} (like ${table} including defaults including constraints)`);
  const copy = `copy ${partition.name} (${columns}) from stdin with (freeze)`;
  return copying(connection, copy, () => addPartition(connection, partition));
}

async function copying(
  connection: postgres.ReservedSql,
  copy: string,
  attach: () => Promise<unknown>,
): Promise<Loading> {
  const stream = await connection.unsafe(copy).writable();
  return {
    write: async (lines) => {
      if (lines.length > 0 && !stream.write(lines.join(""))) await once(stream, "drain");
    },
    end: async () => {
      stream.end();
      await once(stream, "finish");
    },
    attach: async () => {
      await attach();
      await connection`commit`;
      connection.release();
    },
  };
}
