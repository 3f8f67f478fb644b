import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { databaseUrl, onServer } from "#db/on-server.ts";

/** A PostgreSQL of the benchmark's own, set up as `npm start` sets up the product's: fsync and all. */
export type BenchCluster = {
  createDatabase: (name: string) => Promise<{ url: string; drop: () => Promise<void> }>;
  version: () => Promise<string>;
  /** The server's first process; the others are its children. */
  pid: () => Promise<number>;
  stop: () => Promise<void>;
};

const TEMPLATE = "bench_template";

export async function startCluster(): Promise<BenchCluster> {
  // The name's beginning lets a later test run remove what a killed one left behind.
  const dataDir = await mkdtemp(join(tmpdir(), `posthouse-test-${process.pid}-bench-`));
  await chmod(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  await onServer(server.url, (sql) => sql`create database ${sql(TEMPLATE)}`);
  await migrate(databaseUrl(server.url, TEMPLATE));
  let created = 0;
  return {
    createDatabase: async (row) => {
      created += 1;
      const name = `bench_${row.replaceAll("-", "_")}_${created}`;
      await onServer(server.url, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`);
      const drop = () =>
        onServer(server.url, (sql) => sql`drop database ${sql(name)} with (force)`).then(() => undefined);
      return { url: databaseUrl(server.socketUrl, name), drop };
    },
    version: async () => {
      const [row] = await onServer(
        server.url,
        (sql) => sql<{ version: string }[]>`
        select current_setting('server_version') as version`,
      );
      return row?.version ?? "unknown";
    },
    pid: async () => {
      const [row] = await onServer(
        server.url,
        (sql) => sql<{ text: string }[]>`
        select pg_read_file('postmaster.pid') as text`,
      );
      return Number.parseInt(row?.text ?? "", 10);
    },
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
