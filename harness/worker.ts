import type { ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { constants } from "node:os";
import { freePort } from "#db/embedded/free-port.ts";
import type { WorkerRole } from "#domain/config.ts";
import { launch, type Program, signalGroup, withoutSettings } from "#process/launch.ts";
import { waitUntilReady, webProgram, workerProgram } from "#process/programs.ts";
import { RECEIVER_SETTINGS } from "./receiver.ts";

/** A process of the product: a worker, or the web. */
export type ProductProcess = {
  /** Also its connections' `application_name`, by which the server's end of them is found. */
  name: string;
  pid: number;
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
  /** What it holds of memory now, and the most that it ever held, in MB (10⁶ bytes); NaN where the system does not tell. */
  megabytes: () => Promise<{ now: number; peak: number }>;
};

type ProductOptions = {
  databaseUrl: string;
  masterKey: string;
  logFile: string;
  /** "worker" or "web" unless it is one of several. */
  name?: string;
  /** Settings besides those that every such process gets. */
  env?: Record<string, string> | undefined;
  /** Told when it ends although nobody here ended it. */
  onLost?: (how: string) => void;
};

export type WorkerOptions = ProductOptions & { roles: readonly WorkerRole[] };

/** Starts worker/main.ts and waits until it is ready. It may send to the receivers, and logs warnings only. */
export async function startWorker({ roles, name = "worker", ...options }: WorkerOptions): Promise<ProductProcess> {
  const port = await somePort();
  const settings = { ...RECEIVER_SETTINGS, WORKER_ROLES: roles.join(","), INGEST_PORT: String(port) };
  const env = environmentOf({ ...options, name }, settings);
  const program = workerProgram(env, () => ({ file: options.logFile }));
  return startProduct({ ...program, name }, { ...options, roles, url: `http://127.0.0.1:${port}` });
}

/** Starts a web process from the build that is there; it is a door for events, like a worker's. */
export async function startWeb({ name = "web", ...options }: ProductOptions): Promise<ProductProcess> {
  const port = String(await somePort());
  const url = `http://127.0.0.1:${port}`;
  const settings = { PORT: port, PUBLIC_URL: url, NEXTAUTH_URL: url, NEXTAUTH_SECRET: options.masterKey };
  const env = environmentOf({ ...options, name }, settings);
  const output = () => ({ file: options.logFile });
  const program = webProgram({ env, output, mode: "start", host: "127.0.0.1" });
  const web = await startProduct({ ...program, name }, { ...options, roles: ["ingest"], url });
  return { ...web, stop: async () => asEnded(await web.stop()) };
}

// Below the range that outgoing connections take theirs from, which could be taken again before the process listens.
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

function somePort(): Promise<number> {
  return freePort(LOWEST_PORT + randomInt(PORTS));
}

type Named = ProductOptions & { name: string };

function environmentOf({ name, databaseUrl, masterKey, env }: Named, own: Record<string, string>): NodeJS.ProcessEnv {
  // No `URL`: it takes but one host.
  const url = `${databaseUrl}${databaseUrl.includes("?") ? "&" : "?"}application_name=${encodeURIComponent(name)}`;
  const settings = { DATABASE_URL: url, POSTHOUSE_MASTER_KEY: masterKey, LOG_LEVEL: "warn", ...own };
  return { ...withoutSettings(process.env), ...settings, ...env };
}

type StartOptions = Pick<ProductOptions, "logFile" | "onLost"> & Pick<ProductProcess, "roles" | "url">;

const READY_WITHIN_MS = 60_000;
/** The worker's own limit is 20 s. */
const STOPS_WITHIN_MS = 25_000;

async function startProduct(program: Program, options: StartOptions): Promise<ProductProcess> {
  const { logFile, onLost = () => undefined, roles, url } = options;
  const { name } = program;
  const child = launch(program);
  let isWanted = true;
  const exited = endOf(child).then((how) => {
    if (isWanted) onLost(how);
    return how;
  });
  const refused = exited.then((how) => {
    throw new Error(`${name} did not start (${how}); why stands in ${logFile}.`);
  });
  await Promise.race([waitUntilReady(`${url}/readyz`, AbortSignal.timeout(READY_WITHIN_MS)), refused]);
  return {
    name,
    pid: child.pid ?? 0,
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
    megabytes: () => megabytesOf(child),
  };
}

async function endOf(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, "exit");
  return signal ? String(signal) : `exit code ${code}`;
}

/** Next ends what it has under way, too, and then says which signal it was. */
function asEnded(how: string): string {
  return how === `exit code ${128 + constants.signals.SIGTERM}` ? "exit code 0" : how;
}

/** VmRSS and VmHWM ("high water mark") of proc_pid_status(5), in kibibytes. */
async function megabytesOf({ pid }: ChildProcess): Promise<{ now: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [now, peak] = [/^VmRSS:\s+(\d+) kB$/m, /^VmHWM:\s+(\d+) kB$/m].map((line) => {
    const kibibytes = line.exec(status)?.[1];
    return kibibytes === undefined ? Number.NaN : (Number(kibibytes) * 1024) / 1e6;
  });
  return { now: now ?? Number.NaN, peak: peak ?? Number.NaN };
}
