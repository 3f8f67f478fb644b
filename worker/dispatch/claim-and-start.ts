import type postgres from "postgres";
import { GONE } from "#domain/delivery/transition.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { log } from "#domain/log.ts";
import { type ClaimedDelivery, claimDeliveries, isSuspect } from "./claim.ts";
import type { Turns } from "./due-endpoints.ts";
import { giveBackShares, takeShares } from "./lane-shares.ts";
import type { Lanes } from "./lanes.ts";
import {
  ANSWERED_MAX,
  BATCH_MAX,
  BYTES_IN_HAND_MAX,
  ENDPOINTS_PER_CLAIM,
  LANE_PART_MIN,
  LEASE_MS,
  RETRY_SLOTS,
  SLOTS,
} from "./limits.ts";
import { type Job, loadJobs } from "./load.ts";
import type { Recorder } from "./recorder.ts";
import { type AttemptResult, lostAttempt, sendAttempt } from "./send.ts";
import type { Targets } from "./targets.ts";
import { enterWorker, handBack } from "./worker-lease.ts";

/** A running dispatcher, seen from inside. */
export type Dispatch = {
  /** For the queue's statements, and for what else is read. */
  queue: postgres.Sql;
  sql: postgres.Sql;
  targets: Targets;
  policy: EgressPolicy;
  now: () => Date;
  random: () => number;
  /** Milliseconds that nobody sets back; they also pass while the process is stopped. */
  monotonicMs: () => number;
  /** Null until it is entered, and again when its lease was lost. */
  workerId: number | null;
  /** Former ids, whose shares are still to be given back. */
  abandoned: number[];
  /** How many claims there were. */
  claims: number;
  inFlight: InHand;
  /** Results that wait to be recorded. */
  answered: number;
  /** Places that deliveries have which are being stored (short-way.ts). */
  reserved: number;
  lanes: Lanes;
  turns: Turns;
  /** `raise` wakes whoever waits, or the next who would wait. */
  signal: { raise: () => void; wait: (timeoutMs: number) => Promise<void> };
  recorder: Recorder;
  abort: AbortController;
  onClaimed: (batch: { size: number; durationMs: number }) => void;
  isStopping: boolean;
  isScanWanted: boolean;
  isPollWanted: boolean;
  isUpkeepWanted: boolean;
  /** The last endpoint that a scan came to; null: the next begins with the first. */
  scannedTo: string | null;
  /** When a scan is due without anybody's asking. */
  scanAtMs: number;
  /** Up to when due retries were looked for, by the database's clock. */
  retriesSeenTo: Date | null;
  /** The database's clock at the last heartbeat, in ms since 1970. */
  beatAt: number | null;
  /** When the last claim began. */
  claimedAtMs: number;
  /** Bytes of a message, on average over the last batch. */
  messageBytes: number;
};

/** What a worker has claimed and not yet recorded, by delivery id, each with the bytes of its message once it is loaded. */
type InHand = Map<string, ClaimedDelivery & { bodyBytes: number; isAnswered: boolean; isShort: boolean }>;

/** One claim over the endpoints whose turn it is; starts an attempt for every delivery it got. */
export async function claimAndStart(dispatch: Dispatch): Promise<void> {
  const { lanes, turns, monotonicMs } = dispatch;
  const startedAtMs = monotonicMs();
  dispatch.claimedAtMs = startedAtMs;
  const claimed = await claim(dispatch, startedAtMs);
  if (claimed.length === 0) return;
  turns.mark(claimed.map((delivery) => delivery.endpointId).filter((id) => lanes.mayHaveMore(id)));
  const jobs = await loadOrHandBack(dispatch, claimed);
  const started = new Set<string>();
  for (const job of jobs) {
    // Whoever slept that long may have lost its leases: another worker may be sending, the endpoint may be suspended.
    if (monotonicMs() - startedAtMs > LEASE_MS) continue;
    start(dispatch, job);
    started.add(job.id);
  }
  for (const endpointId of new Set(claimed.map((delivery) => delivery.endpointId))) {
    lookAgainAfter(dispatch, endpointId, lanes.pauseMs(endpointId));
  }
  // Those that were too late or too large, and those whose endpoint has been deleted for good.
  await letGo(
    dispatch,
    claimed.filter(({ id }) => !started.has(id)),
  );
}

async function claim(dispatch: Dispatch, startedAtMs: number): Promise<ClaimedDelivery[]> {
  const { queue, lanes, turns, inFlight, monotonicMs } = dispatch;
  const workerId = await enter(dispatch);
  const capacity = claimCapacity(dispatch);
  const endpointIds = turns.take(Math.min(ENDPOINTS_PER_CLAIM, Math.ceil(capacity / LANE_PART_MIN)));
  lanes.told(endpointIds);
  await shareLanes(dispatch, workerId, endpointIds);
  const underWay = [...inFlight.values()];
  const retries = underWay.filter(({ isRetry, isAnswered }) => isRetry && !isAnswered).length;
  const room = { all: capacity, retries: Math.max(0, RETRY_SLOTS - retries) };
  const requests = lanes.request(endpointIds, room);
  // Those for whom nothing was left come next; those that have no slot or no turn are marked when they have.
  if (requests.reduce((sum, { quota }) => sum + quota, 0) >= room.all) {
    const asked = new Set(requests.map(({ endpointId }) => endpointId));
    turns.mark(endpointIds.filter((id) => !asked.has(id) && lanes.hasTurn(id)));
  }
  dispatch.claims += 1;
  const claimed =
    requests.length === 0
      ? []
      : await claimDeliveries(queue, {
          workerId,
          claim: dispatch.claims,
          lanes: requests,
          retriesFirst: dispatch.claims % 2 === 0,
          suspectRoom: underWay.some(isSuspect) ? 0 : 1,
        });
  const durationMs = monotonicMs() - startedAtMs;
  for (const delivery of claimed)
    inFlight.set(delivery.id, { ...delivery, bodyBytes: 0, isAnswered: false, isShort: false });
  lanes.claimed(requests, claimed, durationMs);
  dispatch.onClaimed({ size: claimed.length, durationMs });
  return claimed;
}

/** The worker's id, a new one where it has none. What it had under former ids is given back before it asks for its shares. */
async function enter(dispatch: Dispatch): Promise<number> {
  const { queue, abandoned } = dispatch;
  for (let former = abandoned[0]; former !== undefined; former = abandoned[0]) {
    await giveBackShares(queue, former);
    abandoned.shift();
  }
  dispatch.workerId ??= await enterWorker(queue);
  return dispatch.workerId;
}

/** Sees to it that the worker has its part of these endpoints' limits. Where it got none the next scan asks again. */
async function shareLanes(dispatch: Dispatch, workerId: number, endpointIds: readonly string[]): Promise<void> {
  const { queue, lanes } = dispatch;
  const asked = lanes.toAsk(endpointIds);
  if (asked.length > 0) lanes.enter(await takeShares(queue, workerId, asked));
  for (const endpointId of endpointIds) lookAgainAfter(dispatch, endpointId, lanes.pauseMs(endpointId));
}

/** A rate-limited endpoint is looked at again when its next delivery may leave, not only at the next poll. */
function lookAgainAfter({ turns, signal }: Dispatch, endpointId: string, pauseMs: number | null): void {
  if (pauseMs === null) return;
  const again = () => {
    turns.mark([endpointId]);
    signal.raise();
  };
  setTimeout(again, Math.max(MIN_PAUSE_MS, Math.ceil(pauseMs) + 1)).unref();
}

const MIN_PAUSE_MS = 10;

export function start(dispatch: Dispatch, job: Job): void {
  const { policy, abort, now, random } = dispatch;
  const startedAt = now();
  sendAttempt(job, { policy, signal: abort.signal, now, random }).then(
    (result) => {
      // Cut off by a stop: nothing is known of the answer, so the delivery is handed back instead.
      if (!abort.signal.aborted) answer(dispatch, result);
    },
    (error: unknown) => {
      log.error({ err: error, deliveryId: job.id }, "an attempt broke; it counts as lost");
      answer(dispatch, lostAttempt(job, startedAt, random));
    },
  );
}

/** Its slot is free now; the delivery stays in hand until what became of it is on record. */
function answer(dispatch: Dispatch, result: AttemptResult): void {
  const { job } = result;
  const inHand = dispatch.inFlight.get(job.id);
  if (inHand && isSameClaim(inHand, job)) inHand.isAnswered = true;
  dispatch.answered += 1;
  dispatch.recorder.add(result);
  // Its endpoint is suspended with the record.
  if (result.outcome.responseCode === GONE) dispatch.lanes.close(job.endpointId);
  if (!dispatch.lanes.free(job.endpointId)) return;
  dispatch.turns.mark([job.endpointId]);
  dispatch.signal.raise();
}

/**
 * Takes recorded results out of what is in hand, and looks again where a claim left something, or something else may wait
 * for a suspect to end. One whose lease was lost
 * may be there anew by now, and then that stays.
 */
export function settle(dispatch: Dispatch, results: readonly AttemptResult[]): void {
  dispatch.answered -= results.length;
  for (const { job } of results) {
    takeOut(dispatch, job);
    if (dispatch.lanes.mayHaveMore(job.endpointId) || isSuspect(job)) dispatch.turns.mark([job.endpointId]);
  }
}

async function loadOrHandBack(dispatch: Dispatch, claimed: readonly ClaimedDelivery[]): Promise<Job[]> {
  try {
    const jobs = await loadJobs(dispatch, claimed, bytesLeft(dispatch.inFlight));
    weigh(dispatch, jobs);
    return jobs;
  } catch (error) {
    await letGo(dispatch, claimed);
    throw error;
  }
}

function weigh(dispatch: Dispatch, jobs: readonly Job[]): void {
  let bytes = 0;
  for (const job of jobs) {
    const bodyBytes = job.message?.body.length ?? 0;
    const inHand = dispatch.inFlight.get(job.id);
    if (inHand && isSameClaim(inHand, job)) inHand.bodyBytes = bodyBytes;
    bytes += bodyBytes;
  }
  if (jobs.length > 0) dispatch.messageBytes = bytes / jobs.length;
}

/**
 * Goes on under a new id. What the old one has claimed and does not record is taken up by others when its lease ends: also
 * what a claim may have taken whose answer never came.
 */
export function abandon(dispatch: Dispatch): void {
  if (dispatch.workerId !== null) dispatch.abandoned.push(dispatch.workerId);
  dispatch.workerId = null;
  dispatch.lanes.loseShares();
}

export async function letGo(dispatch: Dispatch, claimed: readonly ClaimedDelivery[]): Promise<void> {
  for (const delivery of claimed) {
    dispatch.lanes.free(delivery.endpointId);
    takeOut(dispatch, delivery);
  }
  dispatch.lanes.told(claimed.map(({ endpointId }) => endpointId));
  await handBack(dispatch.queue, claimed);
}

/** How many deliveries may be claimed next, where messages are as large as they were last; an idle worker takes one. */
export function claimCapacity({
  inFlight,
  answered,
  reserved,
  messageBytes,
}: Pick<Dispatch, "inFlight" | "answered" | "reserved" | "messageBytes">): number {
  const slots = Math.min(SLOTS - (inFlight.size - answered) - reserved, ANSWERED_MAX - answered, BATCH_MAX);
  const messages = Math.floor(bytesLeft(inFlight) / Math.max(1, messageBytes));
  return Math.max(Math.min(slots, messages), inFlight.size === 0 ? 1 : 0);
}

function bytesLeft(inFlight: InHand): number {
  let bytes = 0;
  for (const { bodyBytes } of inFlight.values()) bytes += bodyBytes;
  return Math.max(0, BYTES_IN_HAND_MAX - bytes);
}

function takeOut({ inFlight }: Pick<Dispatch, "inFlight">, claimed: ClaimedDelivery): void {
  const inHand = inFlight.get(claimed.id);
  if (inHand && isSameClaim(inHand, claimed)) inFlight.delete(claimed.id);
}

function isSameClaim(a: ClaimedDelivery, b: ClaimedDelivery): boolean {
  return a.workerId === b.workerId && a.claim === b.claim;
}
