import { closeSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runnableBinaries } from "#db/embedded/binaries.ts";
import { makeCluster, openDatabase, serverSettings } from "#db/embedded/cluster.ts";
import { withFileLock } from "#db/embedded/file-lock.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { type ClusterHome, clusterHome } from "#db/embedded/home.ts";
import { clearLeftovers, type Hold, holdRunning, readPostmaster, startKeeper } from "#db/embedded/keeper.ts";

export type EmbeddedPostgres = {
  /** Superuser of this cluster, database `posthouse`, on loopback. */
  url: string;
  /** The same by its Unix-domain socket, for `connect`; by loopback where it has none. */
  socketUrl: string;
  /** False once the server is gone (crashed, or stopped from outside); starting again brings it back at the same URL. */
  isRunning(): boolean;
  /** Lets go of the server. It stops when no other process uses it. */
  stop(): Promise<void>;
};

type Options = {
  dataDir: string;
  /** False only for tests: no fsync. */
  durable: boolean;
  /** Receives what a person should know, one line at a time. */
  say?: (line: string) => void;
};

const startAttemptsMax = 5;
const lockWaitMs = 180_000;
const retryAfterMs = 300;
const readyWithinMs = 300_000;
const stopWithinMs = 20_000;
/** A server that has not begun to stop by then has another user. */
const stopBeginsWithinMs = 3_000;
const pollMs = 25;
/** The longest path a Unix socket's address holds on Linux and macOS, less the name PostgreSQL appends. */
const socketDirLengthMax = 80;

/**
 * Starts PostgreSQL on `dataDir`, or joins the server that another process runs there. Repairs what a killed start or
 * a killed server left behind. Throws an error whose message is a sentence for the operator.
 */
export async function startEmbeddedPostgres({ dataDir, durable, say = () => {} }: Options): Promise<EmbeddedPostgres> {
  const home = await clusterHome(dataDir, say);
  return await withFileLock(
    { path: join(resolve(dataDir), "starting"), what: "starting the database", waitMs: lockWaitMs },
    async () => {
      for (let attempt = 1; attempt <= startAttemptsMax; attempt += 1) {
        const running = (await joinRunning(home)) ?? (await launch(home, durable));
        if (running) return running;
        await delay(retryAfterMs);
      }
      throw new Error(`PostgreSQL did not start in ${home.path}. ${await lastWords(home)}`);
    },
  );
}

async function joinRunning(home: ClusterHome): Promise<EmbeddedPostgres | null> {
  const hold = holdRunning(home);
  if (!hold) return null;
  const url = await openWhenReady(home, hold.isServed);
  if (url) return { url, socketUrl: socketUrl(home, url), isRunning: hold.isServed, stop: async () => hold.release() };
  hold.release();
  return null;
}

async function launch(home: ClusterHome, durable: boolean): Promise<EmbeddedPostgres | null> {
  await clearLeftovers(home);
  const native = await runnableBinaries(home);
  await makeCluster(home, native);
  const log = openSync(logPath(home), "w");
  const hold = startKeeper(home, await serverCommand({ home, native, durable }), log);
  closeSync(log);
  const url = await openWhenReady(home, hold.isServed);
  if (url)
    return { url, socketUrl: socketUrl(home, url), isRunning: hold.isServed, stop: () => releaseAndWait(home, hold) };
  hold.release();
  return null;
}

async function serverCommand({ home, native, durable }: { home: ClusterHome; native: string; durable: boolean }) {
  const portFile = join(home.path, "port");
  const remembered = Number.parseInt(await readFile(portFile, "utf8").catch(() => ""), 10);
  const port = await freePort(Number.isInteger(remembered) ? remembered : 0);
  await writeFile(portFile, `${port}\n`);
  const settings = serverSettings({ durable, socketDir: socketDir(home) });
  return [join(native, "bin", "postgres"), "-D", join(home.path, "data"), "-p", String(port), ...settings];
}

/** Null where its address would be too long, and on Windows, whose sockets Node does not open as files. */
function socketDir({ path }: ClusterHome): string | null {
  return process.platform === "win32" || path.length > socketDirLengthMax ? null : path;
}

function socketUrl(home: ClusterHome, url: string): string {
  const folder = socketDir(home);
  return folder === null ? url : `${url}?host=${encodeURIComponent(folder)}`;
}

/** The URL once the server accepts us; null when it is on its way down instead. */
async function openWhenReady(home: ClusterHome, isRunning: () => boolean): Promise<string | null> {
  const giveUpAt = performance.now() + readyWithinMs;
  while (isRunning() && performance.now() < giveUpAt) {
    const server = await readPostmaster(home);
    if (server?.status === "stopping") return null;
    if (server?.status === "ready") return await openDatabase(home, server.port);
    await delay(pollMs);
  }
  return null;
}

/** Waits for the end only while the server is stopping: another process may go on using it. */
async function releaseAndWait(home: ClusterHome, hold: Hold): Promise<void> {
  if (!hold.isServed()) return hold.release();
  hold.release();
  const giveUpAt = performance.now() + stopWithinMs;
  const decidedAt = performance.now() + stopBeginsWithinMs;
  while (performance.now() < giveUpAt) {
    const server = await readPostmaster(home);
    if (!server || (server.status === "ready" && performance.now() > decidedAt)) return;
    await delay(pollMs);
  }
}

async function lastWords(home: ClusterHome): Promise<string> {
  const log = await readFile(logPath(home), "utf8").catch(() => "");
  return `It last said: ${log.trim().split("\n").slice(-3).join(" / ") || "nothing"} (${logPath(home)}).`;
}

function logPath(home: ClusterHome): string {
  return join(home.path, "log");
}
