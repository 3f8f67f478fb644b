import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type Cluster, makeTemplate, onServer, startCluster } from "./cluster.ts";
import { listen } from "./listen.ts";

declare module "vitest" {
  interface ProvidedContext {
    testClusterUrl: string;
  }
}

type Running = Pick<Cluster, "url" | "template" | "stop">;

/**
 * Vitest's global setup. The cluster starts with the first test file that asks for a database, so that pure tests
 * don't pay for it. `TEST_DATABASE_URL` names a server to use instead (a role that may create databases and roles).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Running> | undefined;
  const given = process.env.TEST_DATABASE_URL;
  const door = createServer((_request, response) => {
    cluster ??= given ? borrowServer(given) : startCluster();
    cluster.then(
      ({ url, template }) => response.end(JSON.stringify({ url, template })),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  project.provide("testClusterUrl", `http://127.0.0.1:${await listen(door)}`);
  return async () => {
    door.close();
    await (await cluster?.catch(() => undefined))?.stop();
  };
}

async function borrowServer(url: string): Promise<Running> {
  const template = await makeTemplate(url);
  const stop = () =>
    onServer(url, async (sql) => {
      await sql`alter database ${sql(template)} with is_template false`;
      await sql`drop database ${sql(template)} with (force)`;
    });
  return { url, template, stop };
}
