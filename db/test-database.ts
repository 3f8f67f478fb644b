import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { connectDatabase, disconnectDatabase } from "./client.ts";
import { databaseUrl, onServer } from "./on-server.ts";
import type { TestCluster } from "./test-cluster.ts";

export type TestDatabase = {
  /** Superuser of a freshly migrated, empty database of its own. */
  url: string;
  drop(): Promise<void>;
};

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
  const { serverUrl, template } = await askForCluster(inject("testClusterUrl"));
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  await onServer(serverUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  return {
    url: databaseUrl(serverUrl, name),
    drop: async () => {
      await onServer(serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
    },
  };
}

async function askForCluster(url: string): Promise<TestCluster> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(clusterTimeoutMs) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The test cluster did not start: ${text}`);
  const parsed: unknown = JSON.parse(text);
  if (!isTestCluster(parsed)) throw new Error(`The test cluster answered ${text}`);
  return parsed;
}

function isTestCluster(value: unknown): value is TestCluster {
  return typeof value === "object" && value !== null && "serverUrl" in value && "template" in value;
}
