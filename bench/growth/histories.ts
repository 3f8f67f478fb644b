import { mkdir } from "node:fs/promises";
import { z } from "zod";
import { planHistory, type Seeded } from "#bench/seed/plan-history.ts";
import { seedHistory } from "#bench/seed/seed-history.ts";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { QUARTER_DAYS, sumRollups, TEN_MINUTES } from "#domain/health/sum-rollups.ts";
import { databaseUrl, onServer } from "#harness/cluster.ts";

/** What a history is made of; the same facts make the same one. */
type HistoryFacts = { deliveries: number; seed: number; now: Date };
/** A database with a history, and who it is of. */
export type GrowthHistory = Seeded & HistoryFacts & { url: string };

/** Fills a migrated, empty database. */
export async function makeHistory(
  url: string,
  facts: HistoryFacts,
  progress: (sentence: string) => void,
): Promise<GrowthHistory> {
  const { deliveries } = facts;
  let reported = 0;
  const onProgress = (done: number) => {
    if (done < reported + deliveries / 10) return;
    reported = done;
    progress(`seeded ${done.toLocaleString("en-US")} of ${deliveries.toLocaleString("en-US")}`);
  };
  const startedAt = performance.now();
  const seeded = await visit({ url }, () => seedHistory(driver(), database(), { ...facts, onProgress }));
  const perSecond = Math.round(deliveries / ((performance.now() - startedAt) / 1000));
  progress(`seeded ${perSecond.toLocaleString("en-US")} deliveries a second`);
  return { ...seeded, ...facts, url };
}

type Options = { deliveries: number; seed: number; progress: (sentence: string) => void };

/** Histories that outlive the benchmark, in a PostgreSQL of their own; a run that has ten million need not make them. */
type KeptHistories = { open: (options: Options) => Promise<GrowthHistory>; close: () => Promise<void> };

/** A log is read from its end, and the charts of its last day need the day to be of late. */
const KEPT_FOR_MS = 7 * 24 * 60 * 60 * 1000;

export async function keptHistories(folder: string): Promise<KeptHistories> {
  await mkdir(folder, { recursive: true });
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  return { open: (options) => openHistory(server.url, options), close: server.stop };
}

async function openHistory(serverUrl: string, { deliveries, seed, progress }: Options): Promise<GrowthHistory> {
  const name = `growth_${deliveries}`;
  const url = databaseUrl(serverUrl, name);
  const kept = await readFacts(serverUrl, name);
  if (kept?.deliveries === deliveries && kept.seed === seed && Date.now() - kept.now.getTime() < KEPT_FOR_MS) {
    progress(`reads the ${deliveries.toLocaleString("en-US")} deliveries kept since ${kept.now.toISOString()}`);
    await bringUpToDate(url, kept.now);
    const { tenants, replays } = planHistory(kept);
    return { tenants, replays, ...kept, url };
  }
  // Nothing, one that grew old, or one that was left half made.
  await onServer(serverUrl, async (sql) => {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql`create database ${sql(name)}`;
  });
  await migrate(url);
  const facts = { deliveries, seed, now: new Date() };
  const made = await makeHistory(url, facts, progress);
  await onServer(url, (sql) => sql.unsafe(`comment on database ${name} is '${JSON.stringify(facts)}'`));
  return made;
}

/** As an upgrade would: with the schema and the sums of this release. */
async function bringUpToDate(url: string, endedAt: Date): Promise<void> {
  await migrate(url);
  await onServer(url, async (sql) => {
    for (const sum of [QUARTER_DAYS, TEN_MINUTES]) await sumRollups(sql, sum, endedAt);
  });
}

const factsOnRecord = z.object({ deliveries: z.number(), seed: z.number(), now: z.coerce.date() });

/** What the database's comment says was put into it, written when it was full. */
async function readFacts(serverUrl: string, name: string): Promise<HistoryFacts | null> {
  const [row] = await onServer(
    serverUrl,
    (sql) => sql<{ comment: string | null }[]>`
      select shobj_description(oid, 'pg_database') as comment from pg_database where datname = ${name}`,
  );
  return row?.comment ? factsOnRecord.parse(JSON.parse(row.comment)) : null;
}

/** Two connections for each table that is filled at once. */
const CONNECTIONS = 12;

/** Does some work while this process is connected to a database, over connections that know nothing yet. */
export async function visit<T>({ url }: { url: string }, work: () => Promise<T>): Promise<T> {
  await disconnectDatabase();
  connectDatabase(url, { connectionsMax: CONNECTIONS });
  return work();
}
