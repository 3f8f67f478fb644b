import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { drainBacklog } from "#bench/backlog.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row, type Stage } from "#bench/stage.ts";
import { addEndpoints, BODY_BYTES, makeWorld, type World } from "#bench/world.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { holdsWithin } from "#harness/holds-within.ts";
import type { Tool } from "#harness/tool.ts";
import { root } from "#process/root.ts";

const JOBS = 10_000;
const WARM_UP = 2_000;

type Peer = { name: string; process: Tool; isBatching: boolean };

/** The same deliveries as jobs of a queue: sign, fetch, insert a row for the attempt. */
export const peers: Row = {
  name: "peers",
  what: "deliveries/s of one worker, against graphile-worker and BullMQ doing the same with a row per attempt",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    await stage.startWorker({ ...world, roles: ["dispatch"] });
    const { started, missing } = await startPeers(stage, world);
    const ours = (count: number) => drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES });
    const theirs = async ({ process, isBatching }: Peer, count: number) => {
      const order = { url: `${receiver.origin}/quick`, count, bodyBytes: BODY_BYTES, isBatching };
      const { seconds } = await process.ask(order, z.object({ seconds: z.number() }));
      await receiver.hits(count);
      return count / seconds;
    };
    stage.progress("warming up");
    await ours(WARM_UP);
    for (const peer of started) await theirs(peer, WARM_UP);
    const rounds = await playRounds(stage, async () => {
      const peers: number[] = [];
      const worker = await ours(JOBS);
      for (const peer of started) peers.push(await theirs(peer, JOBS));
      return { worker, peers };
    });
    const worker = rounds.map((rate) => rate.worker);
    const fastest = rounds.map((rate) => Math.max(...rate.peers));
    const others = started.map(({ name }, at) => {
      const rates = rounds.map((rate) => rate.peers[at] ?? 0);
      return figure(name, "deliveries/s", rates);
    });
    return {
      figures: [figure("worker", "deliveries/s", worker), ...others],
      reaches: [reach("times the fastest of them", { rounds: ratios(worker, fastest), atLeast: 3 })],
      remarks: missing,
    };
  },
};

async function startPeers(stage: Stage, world: World): Promise<{ started: Peer[]; missing: string[] }> {
  await installPeers();
  const env = { DATABASE_URL: world.databaseUrl };
  const graphile = stage.startTool("bench/peers/graphile.mjs", env);
  const started = [
    { name: "graphile-worker", process: graphile, isBatching: false },
    { name: "graphile-worker, with its batching", process: graphile, isBatching: true },
  ];
  const redis = await startRedis();
  if (redis === null) return { started, missing: ["BullMQ was left out: there is no redis-server on this machine."] };
  stage.onEnd(redis.stop);
  const bullmq = stage.startTool("bench/peers/bullmq.mjs", { ...env, REDIS_PORT: String(redis.port) });
  return { started: [...started, { name: "BullMQ", process: bullmq, isBatching: false }], missing: [] };
}

const FOLDER = join(root, "bench", "peers");
const INSTALLS_WITHIN_MS = 180_000;

/** Installs the peers where they are missing or older than their lock; they are no part of the product's packages. */
async function installPeers(): Promise<void> {
  const installed = join(FOLDER, "node_modules", ".package-lock.json");
  const lock = join(FOLDER, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const child = spawn("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: INSTALLS_WITHIN_MS,
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error("The peers of bench/peers could not be installed; npm says why above.");
}

/** A Redis of the benchmark's own, or null where there is no `redis-server`. */
async function startRedis(): Promise<{ port: number; stop: () => Promise<void> } | null> {
  if (spawnSync("redis-server", ["--version"], { timeout: 10_000 }).status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), "posthouse-bench-redis-"));
  const port = await freePort(0);
  // The append-only file, written out every second, is what BullMQ's manual asks for, so that jobs survive a restart.
  const settings = { "--port": `${port}`, "--bind": "127.0.0.1", "--dir": folder, "--appendonly": "yes", "--save": "" };
  const server = spawn("redis-server", Object.entries(settings).flat(), { stdio: "ignore" });
  const exited = once(server, "exit");
  const stop = async () => {
    server.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  if (await holdsWithin(OPENS_WITHIN_MS, () => isOpen(port))) return { port, stop };
  throw new Error("redis-server did not open its port.");
}

const OPENS_WITHIN_MS = 10_000;

async function isOpen(port: number): Promise<boolean> {
  const socket = connect({ port, host: "127.0.0.1" });
  const isThere = await once(socket, "connect").then(
    () => true,
    () => false,
  );
  socket.destroy();
  return isThere;
}
