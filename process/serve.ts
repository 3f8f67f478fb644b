import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { loadConfig } from "#domain/config.ts";
import { buildWhenStale } from "./build.ts";
import { type Deployment, openDeployment } from "./deployment.ts";
import type { Program } from "./launch.ts";
import { readyUrls, webProgram, workerProgram } from "./programs.ts";
import { requireFreePort } from "./require-free-port.ts";
import { say, step } from "./say.ts";
import { stopRequest } from "./stop-request.ts";
import { type Supervisor, supervise } from "./supervise.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

type ServeOptions = {
  env: NodeJS.ProcessEnv;
  mode: "start" | "dev";
  /** The one address the dashboard listens on; every address when left out. */
  host?: string;
  output: (name: string) => Program["output"];
  /** Called when the database is there; may start programs that are up before the rest and stop after it. */
  companions?: (deployment: Deployment) => Promise<Supervisor>;
  /** Called once everything answers. */
  onReady: (deployment: Deployment) => Promise<void>;
};

const readyWithinMs = 180_000;
const databaseCheckMs = 1_000;

/**
 * Runs a whole deployment in the foreground until it is asked to stop, then stops it in the order that loses nothing.
 * Before the programs run, a signal simply ends the process: every step up to there is repaired by the next start.
 */
export async function serve({ env, mode, host, output, companions, onReady }: ServeOptions): Promise<undefined> {
  const { PORT, INGEST_PORT } = loadConfig(env);
  await requireFreePort("PORT", PORT);
  await requireFreePort("INGEST_PORT", INGEST_PORT);
  const deployment = await step("Starting the database", () => openDeployment(env, say));
  try {
    if (mode === "start") await buildWhenStale(deployment.env);
    const programs = [webProgram({ env: deployment.env, output, mode, host }), workerProgram(deployment.env, output)];
    await run(deployment, { programs, companions, onReady });
  } finally {
    await deployment.close();
  }
}

type RunOptions = Pick<ServeOptions, "companions" | "onReady"> & { programs: Program[] };

async function run(deployment: Deployment, { programs, companions, onReady }: RunOptions): Promise<void> {
  const ended = new AbortController();
  const stopped = once(stopRequest(), "abort");
  const extra = await companions?.(deployment);
  const core = supervise(programs, { say });
  const start = async () => {
    say("Starting web and worker…");
    await allReady(deployment, ended.signal);
    await onReady(deployment);
  };
  try {
    const failure = core.failed.then(refuse);
    await Promise.race([start().then(() => stopped), stopped, failure, keepDatabase(deployment, ended.signal)]);
    say("Stopping…");
  } finally {
    ended.abort();
    await core.stop();
    await extra?.stop();
  }
}

async function allReady({ config }: Deployment, ended: AbortSignal): Promise<void> {
  const late = AbortSignal.timeout(readyWithinMs);
  const signal = AbortSignal.any([ended, late]);
  try {
    await Promise.all(readyUrls(config).map((url) => waitUntilReady(url, signal)));
  } catch (error) {
    if (!late.aborted) throw error;
    throw new Error(`Web and worker were not ready within ${readyWithinMs / 1000} s.`, { cause: error });
  }
}

function refuse({ name, output }: Program): never {
  const where = output === "inherit" ? "above" : `in ${output.file}`;
  throw new Error(`The ${name} does not stay up; why stands ${where}.`);
}

/** Rejects when the database is gone and can't be brought back. */
async function keepDatabase(deployment: Deployment, ended: AbortSignal): Promise<never> {
  for (;;) {
    await delay(databaseCheckMs, undefined, { signal: ended });
    if (await deployment.reviveDatabase()) say("The database had stopped; it runs again.");
  }
}
