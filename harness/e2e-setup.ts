import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#db/embedded/free-port.ts";
import { buildWhenStale } from "#process/build.ts";
import { say } from "#process/command.ts";
import { openDeployment } from "#process/deployment.ts";
import { withoutSettings } from "#process/launch.ts";
import { readyUrls, waitUntilReady, webProgram, workerProgram } from "#process/programs.ts";
import { root } from "#process/root.ts";
import { supervise } from "#process/supervise.ts";
import { startCluster } from "./cluster.ts";

const readyWithinMs = 120_000;

/**
 * Playwright's global setup: a service of its own (build, web, worker, fresh database) on free ports. Afterwards this
 * process is connected to its database, and `E2E_BASE_URL`, `E2E_INGEST_URL` and the settings are in the environment.
 */
export default async function setUpService(): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  const database = await cluster.createDatabase("e2e");
  const deployment = await openDeployment(await settings(database.url), say);
  await buildWhenStale(deployment.env);
  const logs = join(root, ".posthouse", "e2e");
  await mkdir(logs, { recursive: true });
  const output = (name: string) => ({ file: join(logs, `${name}.log`) });
  const supervisor = supervise(
    [webProgram({ env: deployment.env, output, mode: "start" }), workerProgram(deployment.env, output)],
    { say },
  );
  const late = AbortSignal.timeout(readyWithinMs);
  const refused = supervisor.failed.then(({ name }) =>
    Promise.reject(new Error(`The ${name} does not stay up; see ${logs}.`)),
  );
  await Promise.race([Promise.all(readyUrls(deployment.config).map((url) => waitUntilReady(url, late))), refused]);
  process.env.E2E_BASE_URL = deployment.config.PUBLIC_URL;
  process.env.E2E_INGEST_URL = deployment.config.INGEST_URL;
  return async () => {
    await supervisor.stop();
    await deployment.close();
    await cluster.stop();
  };
}

async function settings(databaseUrl: string): Promise<NodeJS.ProcessEnv> {
  const [web, ingest, sso] = [await freePort(0), await freePort(0), await freePort(0)];
  return {
    ...withoutSettings(process.env),
    DATABASE_URL: databaseUrl,
    PORT: String(web),
    INGEST_PORT: String(ingest),
    POSTHOUSE_MASTER_KEY: randomBytes(32).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    // The spec about single sign-on starts a provider there.
    OIDC_ISSUER: `http://127.0.0.1:${sso}`,
    OIDC_CLIENT_ID: "posthouse",
    OIDC_CLIENT_SECRET: randomBytes(16).toString("hex"),
    // What is logged at all is searched for secrets.
    LOG_LEVEL: "debug",
    EGRESS_ALLOW_CIDRS: "127.0.0.2/32",
    EGRESS_ALLOW_HTTP: "true",
  };
}
