import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { count, countDistinct, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { attempts, deliveries } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { type ProductProcess, startWorker } from "#harness/worker.ts";
import { root } from "#process/root.ts";

const [oldKey, newKey] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
// The endpoint's secret is made by this process, as by one that has never heard of another key.
process.env.POSTHOUSE_MASTER_KEY = oldKey;
process.env.EGRESS_ALLOW_CIDRS = "127.0.0.2/32";
process.env.EGRESS_ALLOW_HTTP = "true";
const testDatabase = ownTestDatabase();

let folder: string;
const running: ProductProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-rotation-"));
});
afterAll(async () => {
  await Promise.all(running.filter((worker) => worker.isRunning()).map((worker) => worker.kill()));
  await rm(folder, { recursive: true, force: true });
});

const logOf = (name: string) => join(folder, `${name}.log`);

async function workerWith(name: string, masterKey: string): Promise<ProductProcess> {
  const facts = { name, masterKey, databaseUrl: testDatabase.url, logFile: logOf(name) };
  const worker = await startWorker({ ...facts, roles: ["ingest", "dispatch"] });
  running.push(worker);
  return worker;
}

async function rotate(masterKeys: string): Promise<Record<string, unknown>> {
  const env = {
    ...process.env,
    POSTHOUSE_MASTER_KEY: masterKeys,
    NEXTAUTH_SECRET: oldKey,
    DATABASE_URL: testDatabase.url,
  };
  const args = [join(root, "scripts/admin.ts"), "rotate-master-key", "--json"];
  return JSON.parse(await text(spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] }).stdout));
}

/** Posts one event after another to whichever worker is the current one, until told to stop. */
function postSteadily(token: string, url: () => string) {
  let isPosting = true;
  let sent = 0;
  const statuses = new Set<number>();
  const post = async () => {
    while (isPosting) {
      const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
      const answer = await fetch(`${url()}/api/v1/events`, { method: "POST", headers, body: '{"type":"order.paid"}' });
      statuses.add(answer.status);
      sent += 1;
      await delay(2);
    }
  };
  const done = post();
  return {
    stop: async () => {
      isPosting = false;
      await done;
      return { sent, statuses: [...statuses] };
    },
  };
}

test("the master key is rotated under load without one failed delivery", { timeout: 120_000 }, async () => {
  const tenant = await makeTenant();
  const receiver = await startReceiver({ behaviour: answers() });
  const requestConfig = { headers: { "x-till": "a value kept encrypted" } };
  const { secret } = await createEndpoint({ actor: actorIn(tenant) }, { url: receiver.url, requestConfig });
  const { token } = await makeKey(tenant, { permissions: ["send_events"] });

  let current = await workerWith("before", oldKey);
  const posting = postSteadily(token, () => current.url);
  const more = () => receiver.received(receiver.requests.length + 100);
  const replaceBy = async (name: string, masterKey: string) => {
    const [next, last] = [await workerWith(name, masterKey), current];
    current = next;
    await more();
    expect(await last.stop()).toBe("exit code 0");
  };
  await replaceBy("both", `${newKey},${oldKey}`);
  expect(await rotate(`${newKey},${oldKey}`)).toMatchObject({ rewrapped: 1 });
  await replaceBy("after", newKey);
  await more();
  const { sent, statuses } = await posting.stop();

  expect(statuses).toEqual([202]);
  expect(sent).toBeGreaterThan(200);
  await expect.poll(() => tally(), { timeout: 30_000 }).toEqual({ succeeded: sent });
  const [tries] = await system()
    .select({ all: count(), deliveries: countDistinct(attempts.deliveryId) })
    .from(attempts);
  expect(tries).toEqual({ all: sent, deliveries: sent });
  expect(receiver.requests.length).toBe(sent);
  const signed = new Webhook(secret);
  for (const { headers, body } of receiver.requests) {
    expect(signed.verify(body.toString(), headers)).toEqual({ type: "order.paid" });
    expect(headers["x-till"]).toBe("a value kept encrypted");
  }
  const logs = await Promise.all(["before", "both", "after"].map((name) => readFile(logOf(name), "utf8")));
  expect(logs.join("")).toBe("");
  await receiver.close();

  async function tally(): Promise<Record<string, number>> {
    const rows = await system()
      .select({ status: deliveries.status, many: count() })
      .from(deliveries)
      .where(eq(deliveries.tenantId, tenant.id))
      .groupBy(deliveries.status);
    return Object.fromEntries(rows.map(({ status, many }) => [status, many]));
  }
});

test("a worker that lacks the key does not start, and says which one is missing", { timeout: 60_000 }, async () => {
  await makeTenant();
  const stranger = randomBytes(32).toString("base64");
  await expect(workerWith("stranger", stranger)).rejects.toThrow(/did not start/);
  expect(await readFile(logOf("stranger"), "utf8")).toMatch(/POSTHOUSE_MASTER_KEY does not hold the key [0-9a-f]{16}/);
});
