import { z } from "zod";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { readOptions } from "#harness/read-options.ts";
import { say } from "#process/command.ts";
import { openDeployment } from "#process/deployment.ts";
import { seedHistory } from "./seed-history.ts";

export const SEED_HELP = `npm run bench -- seed --deliveries N [--seed N] [--database-url URL]

Fills an empty database with a believable year of N deliveries: the one that DATABASE_URL or the data directory
names, unless told otherwise. 10,000,000 take some 17 GB. Needs POSTHOUSE_MASTER_KEY where the database is not embedded.`;

const count = (name: string) => z.coerce.number({ error: `${name} takes a number` }).int();
const options = z.object({
  deliveries: count("--deliveries").min(1).max(100_000_000),
  seed: count("--seed").min(0).default(1),
  "database-url": z.string().optional(),
});

/** Two connections a table: while one builds the indexes of a week, the other loads the next. */
const CONNECTIONS = 12;
const PROGRESS_EVERY = 100_000;

/** `bench seed`: answers the exit code. */
export async function seedCommand(args: string[]): Promise<number> {
  const { deliveries, seed, "database-url": url } = readOptions(options, { args, help: SEED_HELP });
  const deployment = await openDeployment({ ...process.env, ...(url && { DATABASE_URL: url }) }, say);
  await disconnectDatabase();
  const databaseUrl = deployment.env.DATABASE_URL ?? "";
  await migrate(databaseUrl);
  connectDatabase(databaseUrl, { connectionsMax: CONNECTIONS });
  const startedAt = performance.now();
  const rate = (done: number) => `${Math.round((done / (performance.now() - startedAt)) * 1000)} a second`;
  let reported = 0;
  const onProgress = (done: number) => {
    if (done < reported + PROGRESS_EVERY && done < deliveries) return;
    reported = done;
    say(`  ${done.toLocaleString("en")} of ${deliveries.toLocaleString("en")}, ${rate(done)}`);
  };
  await seedHistory(driver(), database(), { deliveries, seed, now: new Date(), onProgress });
  say(`${deliveries.toLocaleString("en")} deliveries, statistics included: ${rate(deliveries)}.`);
  await deployment.close();
  return 0;
}
