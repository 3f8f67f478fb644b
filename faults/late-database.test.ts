import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgresProxy } from "#harness/postgres-proxy.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { startWorker } from "#harness/worker.ts";

const NAME = "early";
/** Each part of it has tried by then. */
const TRIES_MIN = 25;
const LISTENS_WITHIN_MS = 30_000;

let testDatabase: TestDatabase;
let direct: postgres.Sql;
let folder: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  direct = postgres(testDatabase.url, { max: 1 });
  folder = await mkdtemp(join(tmpdir(), "posthouse-test-late-database-"));
});
afterAll(async () => {
  await direct.end();
  await testDatabase.drop();
  await rm(folder, { recursive: true, force: true });
});

test("a worker that starts before its database waits for it, and listens once it is there", async () => {
  let tries = 0;
  const away = createServer((socket) => {
    tries += 1;
    socket.destroy();
    if (tries === TRIES_MIN) away.emit("tried");
  });
  away.listen(0, "127.0.0.1");
  await once(away, "listening");
  const port = portOf(away);
  const databaseUrl = new URL(testDatabase.url);
  databaseUrl.port = String(port);
  const starting = startWorker({
    name: NAME,
    roles: ["ingest", "dispatch", "maintain"],
    databaseUrl: databaseUrl.href,
    masterKey: randomBytes(32).toString("base64"),
    logFile: join(folder, "worker.log"),
  });
  await Promise.race([starting, once(away, "tried")]);
  away.close();
  const proxy = await startPostgresProxy(testDatabase.url, port);
  const worker = await starting;
  await expect.poll(listeners, { timeout: LISTENS_WITHIN_MS }).toHaveLength(1);
  expect(await worker.stop()).toBe("exit code 0");
  await proxy.close();
}, 90_000);

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function listeners() {
  return direct`select pid from pg_stat_activity where application_name = ${NAME} and query ilike 'listen %'`;
}
