import { once } from "node:events";
import { serve } from "@hono/node-server";
import {
  CONNECTION_BUDGET,
  connectDatabase,
  database,
  disconnectDatabase,
  driver,
  queueDriver,
  sessionDriver,
} from "#db/client.ts";
import { config, type WorkerRole } from "#domain/config.ts";
import { DUE_CHANNEL, readDuePayload } from "#domain/delivery/wake.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import type { ShortWay } from "#domain/event/short-way.ts";
import { log } from "#domain/log.ts";
import { MasterKeyError, requireMasterKeys } from "#domain/secret/master-key.ts";
import { flushSourceActivity } from "#domain/source/activity-store.ts";
import { logAttempt } from "./attempt-log.ts";
import { type Dispatcher, startDispatcher } from "./dispatch/dispatcher.ts";
import { STOP_MS } from "./dispatch/limits.ts";
import { createIngestApp } from "./ingest/app.ts";
import { startMaintainer } from "./maintain/maintainer.ts";
import { createMetrics } from "./metrics.ts";

/** A part of the worker that was started and can be stopped. */
type Part = { stop: () => Promise<void> };

// Node itself would print what an error was about, too.
process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "the worker broke");
  process.exit(1);
});
await main();

async function main(): Promise<void> {
  const { DATABASE_URL, WORKER_ROLES } = config();
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set. Start the worker with `npm start`, or set it.");
  connectDatabase(DATABASE_URL, { connectionsMax: CONNECTION_BUDGET.worker });
  await requireMasterKeys().catch(throwIfKeyMissing);
  const roles: readonly WorkerRole[] = WORKER_ROLES.length > 0 ? WORKER_ROLES : ["ingest", "dispatch", "maintain"];
  const metrics = createMetrics(driver());
  const dispatcher = roles.includes("dispatch") ? await startDispatch(metrics) : null;
  const shortWay = dispatcher?.shortWay ?? null;
  const parts: Part[] = [await startDoor(metrics, { takesEvents: roles.includes("ingest"), shortWay })];
  if (dispatcher) parts.push(dispatcher);
  if (roles.includes("maintain")) parts.push(startMaintainer({ sql: driver(), db: database() }));
  log.info({ roles, port: config().INGEST_PORT }, "worker started");
  await stopSignal();
  await stopAll(parts);
}

/** A worker starts before its database is there; without a key that stored secrets need it does not. */
function throwIfKeyMissing(error: unknown): void {
  if (error instanceof MasterKeyError) throw error;
}

async function startDispatch(metrics: ReturnType<typeof createMetrics>): Promise<Dispatcher> {
  const watcher = {
    onClaimed: metrics.onClaimed,
    onRecorded: (batch: Parameters<typeof metrics.onRecorded>[0]) => {
      metrics.onRecorded(batch);
      for (const result of batch.counted) logAttempt(result);
    },
  };
  const dispatcher = startDispatcher({
    sql: driver(),
    queue: queueDriver(),
    db: database(),
    policy: configuredPolicy(),
    watcher,
  });
  const heard = (payload: string) => dispatcher.wake(readDuePayload(payload));
  // Where the database is not there yet, the driver goes on trying; the dispatcher looks for itself meanwhile.
  await sessionDriver()
    .listen(DUE_CHANNEL, heard, () => dispatcher.wake())
    .catch((error: unknown) => log.warn({ err: error }, "not listening yet"));
  return dispatcher;
}

async function startDoor(
  metrics: ReturnType<typeof createMetrics>,
  offers: { takesEvents: boolean; shortWay: ShortWay | null },
): Promise<Part> {
  let isStopping = false;
  const app = createIngestApp({ ...offers, isStopping: () => isStopping, metrics: metrics.text });
  const server = serve({ fetch: app.fetch, port: config().INGEST_PORT });
  await once(server, "listening");
  return {
    stop: async () => {
      isStopping = true;
      const closed = once(server, "close");
      server.close();
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await closed;
      await flushSourceActivity();
    },
  };
}

async function stopSignal(): Promise<void> {
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT"), once(process, "disconnect")]);
}

async function stopAll(parts: readonly Part[]): Promise<void> {
  const overdue = setTimeout(() => {
    log.error("the stop took too long; what was in flight is retried when its lease ends");
    process.exit(1);
  }, STOP_MS);
  await Promise.all(parts.map((part) => part.stop()));
  await disconnectDatabase();
  clearTimeout(overdue);
  log.info("worker stopped");
  process.exit(0);
}
