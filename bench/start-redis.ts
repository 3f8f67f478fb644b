import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "#db/embedded/free-port.ts";

/** A Redis of the benchmark's own, or null where there is no `redis-server`. */
export async function startRedis(): Promise<{ port: number; stop: () => Promise<void> } | null> {
  if (spawnSync("redis-server", ["--version"], { timeout: 10_000 }).status !== 0) return null;
  const folder = await mkdtemp(join(tmpdir(), "posthouse-bench-redis-"));
  const port = await freePort(0);
  // The append-only file, written out every second, is what BullMQ's manual asks for, so that jobs survive a restart.
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--appendonly",
    "yes",
    "--save",
    "",
  ];
  const server = spawn("redis-server", settings, { stdio: "ignore" });
  const exited = once(server, "exit");
  const stop = async () => {
    server.kill("SIGKILL");
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  await waitUntilOpen(port);
  return { port, stop };
}

const TRIES = 100;
const PAUSE_MS = 100;

async function waitUntilOpen(port: number): Promise<void> {
  for (let turn = 0; turn < TRIES; turn++) {
    const socket = connect({ port, host: "127.0.0.1" });
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await delay(PAUSE_MS);
  }
  throw new Error("redis-server did not open its port.");
}
