import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { freePort } from "#db/embedded/free-port.ts";
import { createEndpoint } from "#domain/endpoint/create.ts";
import { formatId } from "#domain/id.ts";
import { actorIn, makeKey, makeTenant } from "#domain/test-factory.ts";
import { launch, signalGroup } from "#process/launch.ts";
import { root } from "#process/root.ts";
import { waitUntilReady } from "#process/wait-until-ready.ts";
import { withoutSettings } from "#process/without-settings.ts";
import { type Pair, startPair } from "./start-pair.ts";

const HOST = "127.0.0.2";
const BEFORE = 150;
const AFTER = 150;
const POSTERS = 4;

let pair: Pair;
let receiver: Server;
let folder: string;
const received = new Set<string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-failover-"));
  receiver = createServer((request, response) => {
    received.add(String(request.headers["webhook-id"]));
    request.resume().on("end", () => response.end("ok"));
  }).listen(0, HOST);
  await once(receiver, "listening");
  pair = await startPair();
});
afterAll(async () => {
  await disconnectDatabase();
  receiver.closeAllConnections();
  receiver.close();
  await pair.stop();
  await rm(folder, { recursive: true, force: true });
});

test("a failover of the primary loses no event that was accepted, and delivers each", {
  timeout: 120_000,
}, async () => {
  Object.assign(process.env, { EGRESS_ALLOW_CIDRS: `${HOST}/32`, EGRESS_ALLOW_HTTP: "true" });
  connectDatabase(pair.primaryUrl);
  const tenant = await makeTenant();
  const { token } = await makeKey(tenant, { permissions: ["send_events"] });
  const address = receiver.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await createEndpoint({ actor: actorIn(tenant) }, { url: `http://${HOST}:${port}/`, maxInFlight: 50 });
  const worker = await startWorker();
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
    await vi.waitFor(() => expect([...accepted].filter((id) => !received.has(id))).toEqual([]), { timeout: 60_000 });
  } finally {
    await worker.stop();
  }
});

/** Knows both servers; which of them is the primary it finds out with each connection. */
async function startWorker(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort(0);
  const child = launch({
    name: "worker",
    args: [join(root, "worker/main.ts")],
    env: {
      ...withoutSettings(process.env),
      DATABASE_URL: pair.eitherUrl,
      POSTHOUSE_MASTER_KEY: process.env.POSTHOUSE_MASTER_KEY ?? randomBytes(32).toString("base64"),
      INGEST_PORT: String(port),
      EGRESS_ALLOW_CIDRS: `${HOST}/32`,
      EGRESS_ALLOW_HTTP: "true",
      LOG_LEVEL: "warn",
    },
    output: { file: join(folder, "worker.log") },
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilReady(`${url}/readyz`, AbortSignal.timeout(60_000));
  const stop = async () => {
    const gone = once(child, "exit");
    signalGroup(child, "SIGKILL");
    await gone;
  };
  return { url, stop };
}

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
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const rows = await sql<{ id: string }[]>`select e.id from events e join deliveries d on d.event_id = e.id`;
  await sql.end({ timeout: 5 });
  return new Set(rows.map(({ id }) => formatId("evt", id)));
}
