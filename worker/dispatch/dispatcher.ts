import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { log } from "#domain/log.ts";
import { claimAndStart, claimRoom, type Dispatch, forget } from "./claim-and-start.ts";
import { createHotEndpoints, dueEndpoints } from "./due-endpoints.ts";
import { handBack, renewLeases } from "./lease.ts";
import { ABORT_AFTER_MS, CLAIM_AGAIN_MS, CLAIM_ROOM_MIN, DUE_ENDPOINTS_MAX, HEARTBEAT_MS, POLL_MS } from "./limits.ts";
import { createRecorder } from "./recorder.ts";
import type { AttemptResult } from "./send.ts";

/** What the dispatcher tells those who watch it: metrics and the log. */
export type DispatchWatcher = {
  onClaimed?: (batch: { size: number; durationMs: number }) => void;
  onRecorded?: (batch: { counted: readonly AttemptResult[]; lost: number; durationMs: number }) => void;
};

export type DispatcherOptions = {
  sql: postgres.Sql;
  db: Database;
  policy: EgressPolicy;
  now?: () => Date;
  random?: () => number;
  monotonicMs?: () => number;
  watcher?: DispatchWatcher;
};

export type Dispatcher = {
  /** Says that something may be due, e.g. on a notification: at these endpoints, or anywhere. */
  wake: (endpointIds?: readonly string[] | null) => void;
  inFlight: () => number;
  /** Stops claiming, lets open requests end, hands back what cannot. */
  stop: () => Promise<void>;
};

/** Claims what is due, sends it and records what became of it, until stopped. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const dispatch = createDispatch(options);
  const wake = (endpointIds: readonly string[] | null = null) => {
    if (endpointIds === null) dispatch.isScanWanted = true;
    else dispatch.hot.mark(endpointIds);
    dispatch.bell.ring();
  };
  const poll = setInterval(() => wake(), POLL_MS);
  const heartbeat = setInterval(() => {
    renewLeases(dispatch.sql, [...dispatch.inFlight.values()]).catch((error: unknown) =>
      log.warn({ err: error }, "leases not renewed"),
    );
  }, HEARTBEAT_MS);
  const claiming = claimUntilStopped(dispatch);

  const stop = async () => {
    dispatch.isStopping = true;
    clearInterval(poll);
    dispatch.bell.ring();
    await claiming;
    await Promise.race([drained(dispatch), wait(ABORT_AFTER_MS, undefined, { ref: false })]);
    dispatch.abort.abort();
    clearInterval(heartbeat);
    await dispatch.recorder.flush();
    await handBack(dispatch.sql, [...dispatch.inFlight.values()]);
    dispatch.inFlight.clear();
  };
  return { wake, inFlight: () => dispatch.inFlight.size, stop };
}

function createDispatch({
  sql,
  db,
  policy,
  now = () => new Date(),
  random = Math.random,
  monotonicMs = () => performance.now(),
  watcher = {},
}: DispatcherOptions): Dispatch {
  const inFlight: Dispatch["inFlight"] = new Map();
  const hot = createHotEndpoints();
  const bell = createBell();
  const recorder = createRecorder({
    sql,
    underWay: () => inFlight.size,
    onRecorded: ({ results, counted, durationMs }) => {
      for (const { job } of results) forget(inFlight, job);
      hot.mark(results.map(({ job }) => job.endpointId));
      watcher.onRecorded?.({ counted, lost: results.length - counted.length, durationMs });
      bell.ring();
    },
  });
  const onClaimed = watcher.onClaimed ?? (() => undefined);
  const abort = new AbortController();
  return {
    sql,
    db,
    policy,
    now,
    random,
    monotonicMs,
    inFlight,
    hot,
    bell,
    recorder,
    abort,
    onClaimed,
    isStopping: false,
    isScanWanted: true,
    scannedTo: null,
    claimedAtMs: Number.NEGATIVE_INFINITY,
    messageBytes: 0,
  };
}

async function claimUntilStopped(dispatch: Dispatch): Promise<void> {
  while (!dispatch.isStopping) {
    try {
      if (dispatch.isScanWanted) {
        dispatch.isScanWanted = false;
        await scan(dispatch);
      }
      const waitMs = waitBeforeClaim(dispatch);
      if (waitMs === 0) await claimAndStart(dispatch);
      else await dispatch.bell.wait(waitMs);
    } catch (error) {
      log.error({ err: error }, "claiming failed");
      dispatch.isScanWanted = true;
      await wait(POLL_MS);
    }
  }
}

/** Where there are more endpoints than one scan looks at, the next goes on behind the last. */
async function scan(dispatch: Dispatch): Promise<void> {
  const { sql, hot, scannedTo: after } = dispatch;
  const found = await dueEndpoints(sql, { after, limit: DUE_ENDPOINTS_MAX });
  dispatch.scannedTo = found.scannedTo;
  hot.mark(found.endpointIds);
}

/** How long until the next claim is worth its cost; 0: now. */
function waitBeforeClaim(dispatch: Dispatch): number {
  const { hot, claimedAtMs, monotonicMs } = dispatch;
  const room = claimRoom(dispatch);
  if (hot.size() === 0 || room === 0) return POLL_MS;
  if (room >= CLAIM_ROOM_MIN) return 0;
  return Math.max(0, Math.ceil(claimedAtMs + CLAIM_AGAIN_MS - monotonicMs()));
}

async function drained(dispatch: Dispatch): Promise<void> {
  while (dispatch.inFlight.size > 0) await dispatch.bell.wait(POLL_MS);
}

function createBell(): Dispatch["bell"] {
  let isRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wake = null;
          isRung = false;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        wake = done;
        if (isRung) done();
      }),
  };
}
