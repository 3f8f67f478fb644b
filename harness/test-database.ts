import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { z } from "zod";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { copyTemplate, type DatabaseCopy } from "./cluster.ts";

/** Superuser of a freshly migrated, empty database of its own. */
export type TestDatabase = DatabaseCopy;

const clusterTimeoutMs = 120_000;

/** A test database for the whole file, or for each of its tests: `database()` points to it before, and it goes after. */
export function ownTestDatabase({ each = false } = {}): Pick<TestDatabase, "url"> {
  const [before, after] = each ? [beforeEach, afterEach] : [beforeAll, afterAll];
  let made: TestDatabase | undefined;
  before(async () => {
    made = await createTestDatabase();
    connectDatabase(made.url);
  });
  after(async () => {
    await disconnectDatabase();
    await made?.drop();
  });
  return {
    get url() {
      if (made === undefined)
        throw new Error("The test database is made before the first test, not while a file loads.");
      return made.url;
    },
  };
}

/**
 * Makes a migrated, empty database for one test file by copying a template. The first call of a run starts the server
 * and migrates the template; later ones only copy.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = await askForCluster(inject("testClusterUrl"));
  return copyTemplate({ serverUrl: url, template, prefix: `test_${process.pid}` });
}

async function askForCluster(url: string) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(clusterTimeoutMs) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The test cluster did not start: ${text}`);
  return testCluster.parse(JSON.parse(text));
}

const testCluster = z.object({ url: z.string(), template: z.string() });

/** Everything the database holds, a digest by table: two that are equal mean that nothing was written between them. */
export async function databaseContents(): Promise<Record<string, string>> {
  const tables = await driver()<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = sql`string_agg(t::text, '|' order by t::text)`;
    const [row] = await database().execute(
      sql`select md5(coalesce(${rows}, '')) as md5 from ${sql.identifier(name)} t`,
    );
    digests[name] = String(row?.md5);
  }
  return digests;
}
