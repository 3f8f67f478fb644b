import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect } from "#db/connect.ts";
import { readPostmaster } from "#db/embedded/keeper.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#db/embedded.ts";

let dataDir: string;
const running: EmbeddedPostgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "posthouse-embedded-"));
  await chmod(dataDir, 0o755);
});

afterEach(async () => {
  await stopAll();
  await rm(dataDir, { recursive: true, force: true });
});

async function stopAll(): Promise<void> {
  for (const server of running.splice(0)) await server.stop();
}

async function start(dir = dataDir, durable = false): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: dir, durable });
  running.push(server);
  return server;
}

async function query(url: string, text: string) {
  const sql = connect(url, { max: 1 });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const home = () => ({ path: join(dataDir, "cluster"), user: null });

async function serverPid(): Promise<number> {
  const server = await readPostmaster(home());
  if (!server) throw new Error("No server runs.");
  return server.pid;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}

/** Another process that starts or joins the server, says so, and holds it until it is killed. */
async function otherUser(): Promise<ChildProcess> {
  const file = join(dataDir, "user.ts");
  const embedded = new URL("./embedded.ts", import.meta.url).pathname;
  await writeFile(
    file,
    `import { startEmbeddedPostgres } from ${JSON.stringify(embedded)};
     await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
     console.log("holds");
     setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

describe("the embedded PostgreSQL", () => {
  test("keeps its data, port and password from one start to the next", async () => {
    const first = await start();
    await query(first.url, "create table kept as select 1 as id");
    await first.stop();
    expect(first.isRunning()).toBe(false);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "select id from kept")).toHaveLength(1);
  });

  test("is version 18 in UTF-8 and UTC, and durable unless a test says otherwise", async () => {
    const { url } = await start(dataDir, true);
    const [row] = await query(
      url,
      "select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding, current_setting('timezone') as zone, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit",
    );
    expect(row).toEqual({ major: 18, encoding: "UTF8", zone: "UTC", fsync: "on", commit: "on" });
  });

  test("refuses a wrong password", async () => {
    const { url } = await start();
    const wrong = new URL(url);
    wrong.password = "wrong";
    await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  });

  test("answers by its Unix-domain socket, which asks for the password too", async () => {
    const { socketUrl } = await start();
    expect(await query(socketUrl, "select inet_client_addr() as address")).toEqual([{ address: null }]);
    const wrong = new URL(socketUrl);
    wrong.password = "wrong";
    await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  });

  test("answers by loopback alone where the socket's address would be too long", async () => {
    const deep = join(dataDir, "d".repeat(80));
    const { url, socketUrl } = await start(deep);
    expect(socketUrl).toBe(url);
    expect(await query(socketUrl, "select inet_client_addr()::text as address")).toEqual([{ address: "127.0.0.1/32" }]);
  });

  test("recovers after a SIGKILL with what was committed, and tells its user that it was gone", async () => {
    const first = await start(dataDir, true);
    await query(first.url, "create table kept as select 1 as id");
    process.kill(await serverPid(), "SIGKILL");
    await until(() => !first.isRunning());
    const second = await start(dataDir, true);
    expect(await query(second.url, "select id from kept")).toHaveLength(1);
  });

  test("is not fooled by a postmaster.pid that names some other living process", async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, "cluster", "data", "postmaster.pid"), `${process.pid}\n`);
    expect(await query((await start()).url, "select 1")).toHaveLength(1);
  });

  test("moves to another port when its own is taken", async () => {
    const first = await start();
    await first.stop();
    const blocker = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(blocker, "listening");
    const second = await start();
    blocker.close();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, "select 1")).toHaveLength(1);
  });

  test("works below a folder that other users can't enter, also for root", async () => {
    const closed = join(dataDir, "closed");
    await mkdir(closed, { mode: 0o700 });
    expect(await query((await start(join(closed, "data"))).url, "select 1")).toHaveLength(1);
    const elsewhere = (await readFile(join(closed, "data", "location"), "utf8").catch(() => "")).trim();
    expect(elsewhere !== "").toBe(process.getuid?.() === 0);
    await stopAll();
    if (elsewhere) await rm(elsewhere, { recursive: true });
  });

  test("starts over when initdb was killed half-way", async () => {
    await mkdir(join(dataDir, "cluster", "data.growing"), { recursive: true });
    await writeFile(join(dataDir, "cluster", "data.growing", "PG_VERSION"), "18\n");
    expect(await query((await start()).url, "select 1")).toHaveLength(1);
  });

  test("is not held up by the lock of a start that was killed", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await once(gone, "exit");
    await writeFile(join(dataDir, "starting"), String(gone.pid));
    expect(await query((await start()).url, "select 1")).toHaveLength(1);
  });
});

describe("several users of one data directory", () => {
  test("share one server, started once when they start together", async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  });

  test("keep it until the last one stops", async () => {
    const first = await start();
    const second = await start();
    await first.stop();
    expect(await query(second.url, "select 1")).toHaveLength(1);
    await second.stop();
    await until(async () => (await readPostmaster(home())) === null);
  });

  test("do not leave it running when they are killed", async () => {
    const user = await otherUser();
    expect(await readPostmaster(home())).not.toBeNull();
    user.kill("SIGKILL");
    await until(async () => (await readPostmaster(home())) === null);
  });
});
