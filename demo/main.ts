import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { DEFAULT_APP_SLUG } from "#domain/app/words.ts";
import { loadConfig } from "#domain/config.ts";
import { RECEIVER_SETTINGS } from "#harness/receiver.ts";
import { main, say, step } from "#process/command.ts";
import type { Deployment } from "#process/deployment.ts";
import { root } from "#process/root.ts";
import { serve } from "#process/serve.ts";
import { type Supervisor, supervise } from "#process/supervise.ts";
import { DEMO_ADMIN, DEMO_PASSWORD, DEMO_TENANT, demoPlace, ensurePeople, receiversFile } from "./tenant.ts";

const LISTENING_WITHIN_MS = 30_000;
const POLL_MS = 100;

await main(async () => {
  const env = demoEnvironment(process.env);
  const logs = join(env.POSTHOUSE_DATA_DIR, "logs");
  await mkdir(logs, { recursive: true });
  await serve({
    env,
    mode: "start",
    // Everybody knows the demo's password.
    host: "127.0.0.1",
    output: (name) => ({ file: join(logs, `${name}.log`) }),
    companions: startReceiving,
    onReady: (deployment) => announceDemo(deployment, logs),
  });
});

/** A data directory and a database of its own, so that demo and real data never mix, and leave to deliver to its receivers. */
function demoEnvironment(given: NodeJS.ProcessEnv) {
  const { DATABASE_URL, ...rest } = given;
  if (DATABASE_URL) say("DATABASE_URL is left alone: the demo keeps a database of its own.");
  const { EGRESS_ALLOW_CIDRS: receivers, ...settings } = RECEIVER_SETTINGS;
  return {
    ...rest,
    ...settings,
    POSTHOUSE_DATA_DIR: join(resolve(loadConfig(rest).POSTHOUSE_DATA_DIR), "demo"),
    EGRESS_ALLOW_CIDRS: [given.EGRESS_ALLOW_CIDRS, receivers].filter(Boolean).join(","),
  };
}

/** The receivers listen before the worker sends, so that what an earlier run left behind meets nobody absent. */
async function startReceiving({ env, config }: Deployment): Promise<Supervisor> {
  const listening = receiversFile(config.POSTHOUSE_DATA_DIR);
  await rm(listening, { force: true });
  await step("Setting up the demo's people", async () => ensurePeople(await demoPlace()));
  const demo = supervise([{ name: "demo", args: [join(root, "demo/companion.ts")], env, output: "inherit" }], { say });
  for (let waitedMs = 0; !existsSync(listening) && waitedMs < LISTENING_WITHIN_MS; waitedMs += POLL_MS)
    await delay(POLL_MS);
  return demo;
}

async function announceDemo({ config }: Deployment, logs: string): Promise<void> {
  say("");
  say("  The demo is ready: live GitHub events go to receivers that behave well and badly.");
  say("");
  // Its traffic is minutes old: the last hour shows more of it than a day would.
  say(`  Dashboard  ${config.PUBLIC_URL}/t/${DEMO_TENANT.slug}/${DEFAULT_APP_SLUG}/overview?span=1h`);
  say(`  E-mail     ${DEMO_ADMIN}`);
  say(`  Password   ${DEMO_PASSWORD}`);
  say(`  Ingest     ${config.INGEST_URL}`);
  say(`  Logs       ${logs}`);
  // Without it the command line would work on what `npm start` keeps.
  say(`  Operator   POSTHOUSE_DATA_DIR=${relative(process.cwd(), config.POSTHOUSE_DATA_DIR)} npm run admin -- --help`);
  say("");
  say("  Ctrl-C stops it.");
  say("");
}
