import type { ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "#db/embedded/free-port.ts";
import type { WorkerRole } from "#domain/config.ts";
import { RECEIVER_HOST } from "#faults/receiver/start-receiver.ts";
import { launch, signalGroup } from "#process/launch.ts";
import { WORKER_START } from "#process/programs.ts";
import { root } from "#process/root.ts";
import { waitUntilReady } from "#process/wait-until-ready.ts";
import { withoutSettings } from "#process/without-settings.ts";

/** A real worker process. */
export type FaultWorker = {
  /** Also its connections' `application_name`, by which the server's end of them is found. */
  name: string;
  /** Its HTTP door. */
  url: string;
  roles: readonly WorkerRole[];
  isRunning: () => boolean;
  /** SIGKILL; resolves when the process is gone. */
  kill: () => Promise<void>;
  /** SIGTERM; resolves with the exit code, or with the signal it took. */
  stop: () => Promise<string>;
  /** SIGSTOP and SIGCONT. */
  pause: () => void;
  resume: () => void;
  /** What it holds of memory just now; NaN where the system does not tell. */
  residentMegabytes: () => Promise<number>;
};

type WorkerOptions = {
  name: string;
  roles: readonly WorkerRole[];
  databaseUrl: string;
  masterKey: string;
  /** Settings besides those that every worker gets. */
  env?: Record<string, string> | undefined;
  logFile: string;
  /** Told when it ends although nobody here ended it. */
  onLost: (how: string) => void;
};

const READY_WITHIN_MS = 60_000;
/** The worker's own limit is 20 s. */
const STOPS_WITHIN_MS = 25_000;

// Below the range that outgoing connections take theirs from, which could be taken again before the worker listens.
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** Starts worker/main.ts and waits until it is ready. */
export async function startWorker(options: WorkerOptions): Promise<FaultWorker> {
  const port = await somePort();
  return startProcess({
    ...options,
    args: [...WORKER_START.nodeArgs, join(root, "worker/main.ts")],
    env: { ...environment(options, port), ...options.env },
    url: `http://127.0.0.1:${port}`,
  });
}

export function somePort(): Promise<number> {
  return freePort(LOWEST_PORT + randomInt(PORTS));
}

type ProcessOptions = Pick<WorkerOptions, "name" | "roles" | "logFile" | "onLost"> & {
  args: string[];
  env: NodeJS.ProcessEnv;
  url: string;
};

/** Starts a program of the product and waits until it is ready. */
export async function startProcess({
  name,
  roles,
  logFile,
  onLost,
  args,
  env,
  url,
}: ProcessOptions): Promise<FaultWorker> {
  const child = launch({ name, args, env, output: { file: logFile } });
  let isWanted = true;
  const exited = endOf(child).then((how) => {
    if (isWanted) onLost(how);
    return how;
  });
  const ready = waitUntilReady(`${url}/readyz`, AbortSignal.timeout(READY_WITHIN_MS));
  await Promise.race([ready, exited.then((how) => refuse(name, how, logFile))]);
  return {
    name,
    url,
    roles,
    isRunning: () => isWanted && child.exitCode === null && child.signalCode === null,
    kill: async () => {
      isWanted = false;
      signalGroup(child, "SIGKILL");
      await exited;
    },
    stop: async () => {
      isWanted = false;
      child.kill("SIGTERM");
      const killer = setTimeout(() => signalGroup(child, "SIGKILL"), STOPS_WITHIN_MS);
      const how = await exited;
      clearTimeout(killer);
      return how;
    },
    pause: () => signalGroup(child, "SIGSTOP"),
    resume: () => signalGroup(child, "SIGCONT"),
    residentMegabytes: async () => residentOf(await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "")),
  };
}

/** VmRSS of proc_pid_status(5), in kibibytes. */
function residentOf(status: string): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? Number.NaN : (Number(kibibytes) * 1024) / 1e6;
}

/** By its connections' name the server's end of them is found. */
export function named(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("application_name", name);
  return url.href;
}

function environment({ name, roles, databaseUrl, masterKey }: WorkerOptions, port: number): NodeJS.ProcessEnv {
  return {
    ...withoutSettings(process.env),
    ...WORKER_START.env,
    DATABASE_URL: named(databaseUrl, name),
    POSTHOUSE_MASTER_KEY: masterKey,
    WORKER_ROLES: roles.join(","),
    INGEST_PORT: String(port),
    EGRESS_ALLOW_CIDRS: `${RECEIVER_HOST}/32`,
    EGRESS_ALLOW_HTTP: "true",
    LOG_LEVEL: "warn",
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, "exit");
  return signal ? String(signal) : `exit code ${code}`;
}

function refuse(name: string, how: string, logFile: string): never {
  throw new Error(`The worker ${name} did not start (${how}); why stands in ${logFile}.`);
}
