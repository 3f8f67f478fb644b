import { setTimeout as wait } from "node:timers/promises";
import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import type { ShortWay } from "#domain/event/short-way.ts";
import { log } from "#domain/log.ts";
import { abandon, claimAndStart, claimCapacity, type Dispatch, settle } from "./claim-and-start.ts";
import { createTurns, dueEndpoints, endpointsOfRetries } from "./due-endpoints.ts";
import { dropShares, keepPaces, takeShares } from "./lane-shares.ts";
import { fullLookAfter, Lanes } from "./lanes.ts";
import {
  ABORT_AFTER_MS,
  CLAIM_AGAIN_MS,
  CLAIM_PAUSE_MS,
  CLAIM_ROOM_MIN,
  DUE_ENDPOINTS_MAX,
  HEARTBEAT_MS,
  LANES_PER_STATEMENT,
  POLL_MS,
} from "./limits.ts";
import { createRecorder } from "./recorder.ts";
import type { AttemptResult } from "./send.ts";
import { createShortWay } from "./short-way.ts";
import { Targets } from "./targets.ts";
import { handBack, leaveWorkers, renewWorker } from "./worker-lease.ts";

/** What the dispatcher tells those who watch it: metrics and the log. */
export type DispatchWatcher = {
  onClaimed?: (batch: { size: number; durationMs: number }) => void;
  onRecorded?: (batch: { counted: readonly AttemptResult[]; lost: number; durationMs: number }) => void;
};

export type DispatcherOptions = {
  sql: postgres.Sql;
  /** The sessions that claim and record; `sql` itself unless named. */
  queue?: postgres.Sql;
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
  shortWay: ShortWay;
  /** Stops claiming, lets open requests end, hands back what cannot. */
  stop: () => Promise<void>;
};

/** Claims what is due, sends it and records what became of it, until stopped. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const dispatch = createDispatch(options);
  const wake = (endpointIds: readonly string[] | null = null) => {
    if (endpointIds === null) dispatch.isScanWanted = true;
    else dispatch.turns.mark(endpointIds);
    dispatch.signal.raise();
  };
  const poll = setInterval(() => {
    dispatch.isPollWanted = true;
    dispatch.signal.raise();
  }, POLL_MS);
  const heartbeat = setInterval(() => {
    beat(dispatch).catch((error: unknown) => log.warn({ err: error }, "the worker's lease was not renewed"));
  }, HEARTBEAT_MS);
  const claiming = claimUntilStopped(dispatch);

  const stop = async () => {
    dispatch.isStopping = true;
    clearInterval(poll);
    dispatch.signal.raise();
    await claiming;
    await Promise.race([drained(dispatch), wait(ABORT_AFTER_MS, undefined, { ref: false })]);
    dispatch.abort.abort();
    clearInterval(heartbeat);
    await dispatch.recorder.flush();
    await handBack(dispatch.queue, [...dispatch.inFlight.values()]);
    dispatch.inFlight.clear();
    await leave(dispatch);
  };
  return { wake, inFlight: () => dispatch.inFlight.size, shortWay: createShortWay(dispatch), stop };
}

/** What the worker had of endpoints' limits is free for the others at once. */
async function leave({ queue, workerId, lanes }: Dispatch): Promise<void> {
  if (workerId === null) return;
  await keepPaces(queue, lanes.paces());
  await leaveWorkers(queue, workerId);
}

/** Renews the lease. A lease that was lost stays lost: the worker goes on under a new id. */
async function beat(dispatch: Dispatch): Promise<void> {
  const { queue, workerId, beatAt } = dispatch;
  if (workerId === null) return;
  const beatenAt = await renewWorker(queue, workerId);
  if (beatenAt === null) {
    log.warn({ workerId }, "the worker's lease was lost; what it was sending is retried");
    abandon(dispatch);
  } else {
    // Marks in time say nothing after the clock went back.
    if (beatAt !== null && beatenAt < beatAt) dispatch.lanes.lookAgain();
    dispatch.beatAt = beatenAt;
    dispatch.isUpkeepWanted = true;
  }
  dispatch.signal.raise();
}

function createDispatch({
  sql,
  queue = sql,
  db,
  policy,
  now = () => new Date(),
  random = Math.random,
  monotonicMs = () => performance.now(),
  watcher = {},
}: DispatcherOptions): Dispatch {
  const inFlight: Dispatch["inFlight"] = new Map();
  const lanes = new Lanes(monotonicMs);
  const turns = createTurns();
  const signal = createSignal();
  const recorder = createRecorder({
    sql: queue,
    onRecorded: ({ results, counted, durationMs }) => {
      settle(dispatch, results);
      watcher.onRecorded?.({ counted, lost: results.length - counted.length, durationMs });
      signal.raise();
    },
    onGivenUp: () => abandon(dispatch),
  });
  const dispatch: Dispatch = {
    ...{ queue, sql, policy, now, random, monotonicMs, inFlight, lanes, turns, signal, recorder },
    targets: new Targets(db, monotonicMs),
    workerId: null,
    abandoned: [],
    claims: 0,
    answered: 0,
    reserved: 0,
    abort: new AbortController(),
    onClaimed: watcher.onClaimed ?? (() => undefined),
    isStopping: false,
    isScanWanted: true,
    isPollWanted: false,
    isUpkeepWanted: false,
    scannedTo: null,
    scanAtMs: 0,
    retriesSeenTo: null,
    beatAt: null,
    claimedAtMs: Number.NEGATIVE_INFINITY,
    messageBytes: 0,
  };
  return dispatch;
}

async function claimUntilStopped(dispatch: Dispatch): Promise<void> {
  while (!dispatch.isStopping) {
    try {
      if (dispatch.isUpkeepWanted) await keepShares(dispatch);
      if (dispatch.isPollWanted) await poll(dispatch);
      if (dispatch.isScanWanted) await scan(dispatch);
      const waitMs = waitBeforeClaim(dispatch);
      if (waitMs === 0) await claimAndStart(dispatch);
      else await dispatch.signal.wait(waitMs);
    } catch (error) {
      log.error({ err: error }, "claiming failed");
      abandon(dispatch);
      dispatch.isScanWanted = true;
      await wait(POLL_MS);
    }
  }
}

/** With each heartbeat: what is not used goes back, the rest is evened out with the other workers. */
async function keepShares(dispatch: Dispatch): Promise<void> {
  const { queue, lanes, workerId } = dispatch;
  dispatch.isUpkeepWanted = false;
  if (workerId === null) return;
  await dropShares(queue, workerId, lanes.forgetIdle());
  const all = lanes.all();
  for (let at = 0; at < all.length; at += LANES_PER_STATEMENT) {
    lanes.enter(await takeShares(queue, workerId, all.slice(at, at + LANES_PER_STATEMENT)));
  }
}

/** Looks for retries that fell due; a scan finds the rest, as often as it is cheap. */
async function poll(dispatch: Dispatch): Promise<void> {
  dispatch.isPollWanted = false;
  const { endpointIds, now } = await endpointsOfRetries(dispatch.queue, dispatch.retriesSeenTo);
  dispatch.retriesSeenTo = now;
  dispatch.turns.mark(endpointIds);
  if (dispatch.monotonicMs() >= dispatch.scanAtMs) dispatch.isScanWanted = true;
}

/** Where there are more endpoints than one scan looks at, the next goes on behind the last. */
async function scan(dispatch: Dispatch): Promise<void> {
  const { queue, turns, scannedTo: after, monotonicMs } = dispatch;
  dispatch.isScanWanted = false;
  const startedAtMs = monotonicMs();
  const found = await dueEndpoints(queue, { after, limit: DUE_ENDPOINTS_MAX });
  dispatch.scanAtMs = monotonicMs() + fullLookAfter(monotonicMs() - startedAtMs);
  dispatch.scannedTo = found.scannedTo;
  turns.mark(found.endpointIds);
}

/** How long until the next claim is worth its cost; 0: now. */
function waitBeforeClaim(dispatch: Dispatch): number {
  const { turns, claimedAtMs, monotonicMs } = dispatch;
  const capacity = claimCapacity(dispatch);
  if (turns.size() === 0 || capacity === 0) return POLL_MS;
  const pauseMs = capacity >= CLAIM_ROOM_MIN ? CLAIM_PAUSE_MS : CLAIM_AGAIN_MS;
  return Math.max(0, Math.ceil(claimedAtMs + pauseMs - monotonicMs()));
}

async function drained(dispatch: Dispatch): Promise<void> {
  while (dispatch.inFlight.size > 0) await dispatch.signal.wait(POLL_MS);
}

function createSignal(): Dispatch["signal"] {
  let isRaised = false;
  let wake: (() => void) | null = null;
  return {
    raise: () => {
      isRaised = true;
      wake?.();
    },
    wait: (timeoutMs) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wake = null;
          isRaised = false;
          resolve();
        };
        const timer = setTimeout(done, timeoutMs);
        wake = done;
        if (isRaised) done();
      }),
  };
}
