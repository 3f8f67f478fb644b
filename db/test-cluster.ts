import { createServer, type Server } from "node:http";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "#db/migrate.ts";
import { startTemporaryPostgres } from "#db/temporary-postgres.ts";
import { databaseUrl } from "./on-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    testClusterUrl: string;
  }
}

/** What a test file needs to make its database: the server, and the migrated template to copy. */
export type TestCluster = { serverUrl: string; template: string };

type Running = TestCluster & { stop(): Promise<void> };

/**
 * Vitest's global setup. The cluster starts with the first test file that asks for a database, so that pure tests
 * don't pay for it. `TEST_DATABASE_URL` names a server to use instead (a role that may create databases and roles).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Running> | undefined;
  const door = createServer((_request, response) => {
    cluster ??= startCluster();
    cluster.then(
      ({ serverUrl, template }) => response.end(JSON.stringify({ serverUrl, template })),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  project.provide("testClusterUrl", await listen(door));
  return async () => {
    door.close();
    await (await cluster?.catch(() => undefined))?.stop();
  };
}

async function startCluster(): Promise<Running> {
  const server = await startServer();
  const template = `posthouse_template_${process.pid}`;
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    await sql`create database ${sql(template)}`;
    await migrate(databaseUrl(server.url, template));
    await sql`alter database ${sql(template)} with is_template true`;
  } finally {
    await sql.end({ timeout: 5 });
  }
  return { serverUrl: server.url, template, stop: () => server.stop(template) };
}

async function startServer(): Promise<{ url: string; stop(template: string): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: (template) => dropTemplate(given, template) };
  return await startTemporaryPostgres();
}

async function dropTemplate(serverUrl: string, template: string): Promise<void> {
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await sql`alter database ${sql(template)} with is_template false`;
  await sql`drop database ${sql(template)} with (force)`;
  await sql.end({ timeout: 5 });
}

async function listen(door: Server): Promise<string> {
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const address = door.address();
  if (typeof address !== "object" || address === null) throw new Error("The test cluster's door has no address.");
  return `http://127.0.0.1:${address.port}`;
}
