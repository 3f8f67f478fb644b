import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { deliveries, replays } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { createReplay } from "#domain/replay/create.ts";
import { makeEnded } from "#domain/replay/test-factory.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";

const MATCHED = 3000;
const KILLS = 3;

const testDatabase = ownTestDatabase();
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const worker of running) worker.kill("SIGKILL");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** A worker as it is deployed, in a process of its own. */
async function startWorker(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: testDatabase.url,
    WORKER_ROLES: "maintain",
    INGEST_PORT: String(await freePort()),
    LOG_LEVEL: "silent",
  };
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const worker = spawn(process.execPath, [main], { env, stdio: "inherit" });
  running.add(worker);
  worker.once("exit", () => running.delete(worker));
  return worker;
}

async function job() {
  const [row] = await system().select().from(replays);
  if (!row) throw new Error("There is no replay.");
  return row;
}

async function killOneAfter(workers: ChildProcess[], replayed: number): Promise<void> {
  await vi.waitFor(async () => expect((await job()).replayed).toBeGreaterThan(replayed), {
    timeout: 20_000,
    interval: 5,
  });
  const [victim] = workers.splice(0, 1);
  victim?.kill("SIGKILL");
  workers.push(await startWorker());
}

test(`two workers, ${KILLS} times one is killed: every delivery is replayed, and none twice`, {
  timeout: 90_000,
}, async () => {
  const tenant = await makeTenant();
  const { ids } = await makeEnded(
    tenant,
    Array.from({ length: MATCHED }, () => ({})),
  );
  await createReplay({ actor: actorIn(tenant) }, { filter: { status: ["failed"] }, ratePerSecond: 1000 });
  const workers = [await startWorker(), await startWorker()];
  for (let kill = 0; kill < KILLS; kill++) await killOneAfter(workers, (await job()).replayed);
  await vi.waitFor(async () => expect((await job()).state).toBe("completed"), { timeout: 60_000, interval: 50 });

  const { id, ...progress } = await job();
  expect(progress).toMatchObject({ matched: MATCHED, replayed: MATCHED, skipped: 0 });
  const made = await system()
    .select({ replayOf: deliveries.replayOf })
    .from(deliveries)
    .where(eq(deliveries.replayId, id))
    .orderBy(asc(deliveries.replayOf));
  expect(made.map(({ replayOf }) => replayOf)).toEqual(ids);
});
