import { join } from "node:path";
import type { Stage } from "#bench/stage.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { buildWhenStale } from "#process/build.ts";
import { webProgram } from "#process/programs.ts";
import { root } from "#process/root.ts";
import { supervise } from "#process/supervise.ts";
import { waitUntilReady } from "#process/wait-until-ready.ts";

const READY_WITHIN_MS = 60_000;

/** The dashboard as `npm start` runs it, on this database; answers its address. */
export async function startWeb(stage: Stage, databaseUrl: string): Promise<string> {
  const port = String(await freePort(0));
  const address = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: port,
    PUBLIC_URL: address,
    NEXTAUTH_URL: address,
    LOG_LEVEL: "warn",
  };
  stage.progress("building the dashboard, where its sources have changed");
  await buildWhenStale(env);
  const output = () => ({ file: join(root, ".posthouse", "bench-web.log") });
  const supervisor = supervise([webProgram({ env, output, mode: "start" })], { say: stage.progress });
  stage.onEnd(() => supervisor.stop());
  await waitUntilReady(`${address}/readyz`, AbortSignal.timeout(READY_WITHIN_MS));
  return address;
}
