import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#db/embedded/free-port.ts";
import type { WorkerRole } from "#domain/config.ts";
import { launch } from "#process/launch.ts";
import { WORKER_START } from "#process/programs.ts";
import { root } from "#process/root.ts";
import { waitUntilReady } from "#process/wait-until-ready.ts";
import { withoutSettings } from "#process/without-settings.ts";
import { benchSettings } from "./start-process.ts";

/** The product's own worker process, with its settings as they come: it logs a line per attempt. */
export type BenchWorker = {
  pid: number;
  /** Its HTTP door. */
  url: string;
  /** The largest resident set since its start, in MB (10⁶ bytes); NaN where the system does not tell. */
  peakMegabytes: () => Promise<number>;
  stop: () => Promise<void>;
};

export type WorkerOptions = {
  roles: readonly WorkerRole[];
  databaseUrl: string;
  masterKey: string;
  logFile: string;
  /** Arguments of Node, to profile it. */
  nodeArgs?: string[];
};

const READY_WITHIN_MS = 60_000;
// Below the range that outgoing connections take theirs from, which could be taken again before the worker listens.
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

export async function startWorker(options: WorkerOptions): Promise<BenchWorker> {
  const { roles, databaseUrl, masterKey, logFile, nodeArgs = [] } = options;
  const port = await freePort(LOWEST_PORT + randomInt(PORTS));
  const url = `http://127.0.0.1:${port}`;
  const child = launch({
    name: "worker",
    args: [...WORKER_START.nodeArgs, ...nodeArgs, join(root, "worker/main.ts")],
    env: {
      ...WORKER_START.env,
      ...withoutSettings(process.env),
      ...benchSettings(),
      DATABASE_URL: databaseUrl,
      POSTHOUSE_MASTER_KEY: masterKey,
      WORKER_ROLES: roles.join(","),
      INGEST_PORT: String(port),
    },
    output: { file: logFile },
  });
  const exited = once(child, "exit");
  const lost = exited.then(() => {
    throw new Error(`The worker did not start; why stands in ${logFile}.`);
  });
  await Promise.race([waitUntilReady(`${url}/readyz`, AbortSignal.timeout(READY_WITHIN_MS)), lost]);
  return {
    pid: child.pid ?? 0,
    url,
    peakMegabytes: async () => peakOf(await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "")),
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** VmHWM, "high water mark", of proc_pid_status(5), in kibibytes. */
function peakOf(status: string): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? Number.NaN : (Number(kibibytes) * 1024) / 1e6;
}
