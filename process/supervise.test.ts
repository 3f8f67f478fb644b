import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "./root.ts";
import { supervise } from "./supervise.ts";

let folder: string;
let door: Server;
let port: number;
const arrivals: { pid: number; socket: Socket }[] = [];
const waiting: ((arrival: { pid: number; socket: Socket }) => void)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-supervise-"));
  door = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (data) => {
      const arrival = { pid: Number(data), socket };
      const next = waiting.shift();
      if (next) next(arrival);
      else arrivals.push(arrival);
    });
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  port = typeof address === "object" && address ? address.port : 0;
});

afterEach(async () => {
  for (const { socket } of arrivals.splice(0)) socket.destroy();
  door.close();
  await rm(folder, { recursive: true, force: true });
});

/** The next program that connects: its connection closes when it ends, whatever ended it. */
function arrival(): Promise<{ pid: number; socket: Socket }> {
  const waited = arrivals.shift();
  return waited ? Promise.resolve(waited) : new Promise((resolve) => waiting.push(resolve));
}

const ended = (socket: Socket) => (socket.destroyed ? Promise.resolve() : once(socket.resume(), "close"));
const announceItself = () => `require("node:net").connect(${port}, "127.0.0.1").write(String(process.pid));`;

async function program(name: string, body: string) {
  const file = join(folder, `${name}.cjs`);
  await writeFile(file, `${announceItself()}\n${body}`);
  return { name, args: [file], env: process.env, output: { file: join(folder, `${name}.log`) } };
}

const quick = { firstRestartMs: 1, settledMs: 60_000 };

describe("a supervised program", () => {
  test("that dies is started again, and that is said", async () => {
    const said: string[] = [];
    const supervisor = supervise([await program("worker", "setInterval(() => {}, 1000)")], {
      ...quick,
      say: (line) => said.push(line),
    });
    const first = await arrival();
    process.kill(first.pid, "SIGKILL");
    const second = await arrival();
    expect(second.pid).not.toBe(first.pid);
    expect(said).toEqual(["The worker stopped (by SIGKILL); it starts again in 0.001 s."]);
    await supervisor.stop();
    await ended(second.socket);
  });

  test("that never stays up is reported", async () => {
    const supervisor = supervise([await program("worker", "process.exitCode = 7; process.exit()")], {
      ...quick,
      say: () => {},
    });
    expect((await supervisor.failed).name).toBe("worker");
    await supervisor.stop();
  });

  test("may finish its work when asked to stop", async () => {
    const file = join(folder, "finished");
    const body = `process.once("SIGTERM", () => setTimeout(() => { require("node:fs").writeFileSync(${JSON.stringify(file)}, "yes"); process.exit(); }, 50)); setInterval(() => {}, 1000)`;
    const supervisor = supervise([await program("worker", body)], { ...quick, say: () => {} });
    const { socket } = await arrival();
    await supervisor.stop();
    await ended(socket);
    expect(await readFile(file, "utf8")).toBe("yes");
  });

  test("that ignores the request is killed after the grace, with what it started", async () => {
    const grandchild = `${announceItself()} process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);`;
    const body = `process.on("SIGTERM", () => {}); require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}]);`;
    const supervisor = supervise([await program("worker", body)], { ...quick, graceMs: 20, say: () => {} });
    const both = [await arrival(), await arrival()];
    await supervisor.stop();
    await Promise.all(both.map(({ socket }) => ended(socket)));
  });

  test("leaves when the process that supervises it is killed", async () => {
    const { args } = await program("worker", "setInterval(() => {}, 1000)");
    const main = join(folder, "main.ts");
    await writeFile(
      main,
      `import { supervise } from ${JSON.stringify(join(root, "process/supervise.ts"))};
       supervise([{ name: "worker", args: ${JSON.stringify(args)}, env: process.env, output: "inherit" }], { say: console.log });`,
    );
    const parent: ChildProcess = spawn(process.execPath, [main], { stdio: "ignore" });
    const { socket } = await arrival();
    parent.kill("SIGKILL");
    await ended(socket);
  });
});
