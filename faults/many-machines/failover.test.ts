import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { onServer } from "#harness/cluster.ts";
import { RECEIVER_SETTINGS, type Receiver, startReceiver } from "#harness/receiver.ts";
import { startWorker } from "#harness/worker.ts";
import { type Pair, startPair } from "./start-pair.ts";

const BEFORE = 150;
const AFTER = 150;
const POSTERS = 4;

let pair: Pair;
let receiver: Receiver;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-failover-"));
  receiver = await startReceiver({ behaviour: answers({ body: "ok" }) });
  pair = await startPair();
});
afterAll(async () => {
  await disconnectDatabase();
  await receiver.close();
  await pair.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a failover of the primary loses no event that was accepted, and delivers each", {
  timeout: 120_000,
}, async () => {
  const masterKey = randomBytes(32).toString("base64");
  Object.assign(process.env, RECEIVER_SETTINGS, { POSTHOUSE_MASTER_KEY: masterKey });
  connectDatabase(pair.primaryUrl);
  const tenant = await makeTenant();
  const { token } = await makeKey(tenant, { permissions: ["send_events"] });
  await createEndpoint({ actor: actorIn(tenant) }, { url: receiver.url, maxInFlight: 50 });
  // Knows both servers; which of them is the primary it finds out with each connection.
  const logFile = join(folder, "worker.log");
  const worker = await startWorker({ databaseUrl: pair.eitherUrl, masterKey, logFile, roles: [] });
  try {
    const accepted = new Set<string>();
    let isOver = false;
    const posting = Promise.all(
      Array.from({ length: POSTERS }, async () => {
        while (!isOver) {
          const id = await post(worker.url, token);
          if (id === null) await delay(50);
          else accepted.add(id);
        }
      }),
    );
    await vi.waitFor(() => expect(accepted.size).toBeGreaterThan(BEFORE), { timeout: 30_000, interval: 20 });
    await pair.failOver();
    const atFailover = accepted.size;
    await vi.waitFor(() => expect(accepted.size).toBeGreaterThan(atFailover + AFTER), {
      timeout: 60_000,
      interval: 50,
    });
    isOver = true;
    await posting;
    const kept = await keptEvents(pair.standbyUrl);
    expect([...accepted].filter((id) => !kept.has(id))).toEqual([]);
    const missing = () => {
      const received = new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]));
      return [...accepted].filter((id) => !received.has(id));
    };
    await vi.waitFor(() => expect(missing()).toEqual([]), { timeout: 60_000 });
  } finally {
    await worker.kill();
  }
});

/** The event's id where it was accepted, null where the service could not. */
async function post(url: string, token: string): Promise<string | null> {
  try {
    const answer = await fetch(`${url}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: '{"type":"order.paid"}',
      signal: AbortSignal.timeout(10_000),
    });
    const body: unknown = await answer.json();
    return answer.status === 202 && typeof body === "object" && body !== null && "id" in body ? String(body.id) : null;
  } catch {
    // Not accepted as far as the sender can tell, so nothing is promised.
    return null;
  }
}

async function keptEvents(url: string): Promise<Set<string>> {
  const rows = await onServer(
    url,
    (sql) => sql<{ id: string }[]>`select e.id from events e join deliveries d on d.event_id = e.id`,
  );
  return new Set(rows.map(({ id }) => formatId("evt", id)));
}
