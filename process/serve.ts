import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { loadConfig } from "#domain/config.ts";
import { hasAccounts } from "#domain/member/person.ts";
import { ensureFirstTenant } from "#domain/tenant/ensure-first.ts";
import { buildWhenStale } from "./build.ts";
import { say, step, stopRequest } from "./command.ts";
import { type Deployment, openDeployment } from "./deployment.ts";
import type { Program } from "./launch.ts";
import { readyUrls, waitUntilReady, webProgram, workerProgram } from "./programs.ts";
import { type Supervisor, supervise } from "./supervise.ts";

type ServeOptions = {
  env: NodeJS.ProcessEnv;
  mode: "start" | "dev";
  /** The one address the dashboard listens on; every address when left out. */
  host?: string;
  /** Our own output unless it names another. */
  output?: (name: string) => Program["output"];
  /** Called when the database is there; may start programs that are up before the rest and stop after it. */
  companions?: (deployment: Deployment) => Promise<Supervisor>;
  /** Called once everything answers, in place of `announce`. */
  onReady?: (deployment: Deployment) => Promise<void>;
};

const readyWithinMs = 180_000;
const databaseCheckMs = 1_000;

/**
 * Runs a whole deployment in the foreground until it is asked to stop, then stops it in the order that loses nothing.
 * Before the programs run, a signal simply ends the process: every step up to there is repaired by the next start.
 */
export async function serve(options: ServeOptions): Promise<undefined> {
  const { env, mode, host, output = () => "inherit", companions, onReady = announce } = options;
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

type RunOptions = Pick<ServeOptions, "companions"> & Required<Pick<ServeOptions, "onReady">> & { programs: Program[] };

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

/** Says where it runs and, at the first start, how to sign in. */
async function announce({ config }: Deployment): Promise<void> {
  const first = await ensureFirstTenant(config);
  say("");
  say("  Posthouse is ready.");
  say("");
  say(`  Dashboard  ${config.PUBLIC_URL}`);
  say(`  Ingest     ${config.INGEST_URL}`);
  if (first) {
    say(`  E-mail     ${first.email}`);
    say(
      `  Password   ${first.isGenerated ? `${first.password}   (shown this once)` : "as set in POSTHOUSE_ADMIN_PASSWORD"}`,
    );
  }
  // Whoever makes tenants before the first start makes the people, too.
  if (!first && !(await hasAccounts()))
    say("  Nobody can sign in yet: `npm run admin -- create-user`, then `npm run admin -- grant`.");
  say("");
  say("  Ctrl-C stops it.");
  say("");
}

/** Refuses, in a sentence that names the setting, a port that another program listens on. */
export async function requireFreePort(setting: string, port: number): Promise<void> {
  const code = await listenError(port);
  if (code === null) return;
  const advice = `Set ${setting} to a free one, for example ${setting}=${port + 100}.`;
  if (code === "EADDRINUSE") throw new Error(`Port ${port} is taken by another program. ${advice}`);
  if (code === "EACCES") throw new Error(`Port ${port} may only be used by the system's administrator. ${advice}`);
  throw new Error(`Port ${port} can't be listened on (${code}). ${advice}`);
}

async function listenError(port: number): Promise<string | null> {
  const probe = createServer();
  try {
    probe.listen(port);
    await once(probe, "listening");
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : "unknown";
  } finally {
    probe.close();
  }
}
