import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { LEASES_LOST_MAX } from "#domain/delivery/transition.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { log } from "#domain/log.ts";
import { type ClaimedDelivery, claimDeliveries } from "./claim.ts";
import type { HotEndpoints } from "./due-endpoints.ts";
import { handBack } from "./lease.ts";
import { BATCH_MAX, BYTES_IN_HAND_MAX, ENDPOINTS_PER_CLAIM, LEASE_MS, RETRY_SLOTS, SLOTS } from "./limits.ts";
import { type Job, loadJobs } from "./load.ts";
import type { Recorder } from "./recorder.ts";
import { sendAttempt } from "./send.ts";

/** A running dispatcher, seen from inside. */
export type Dispatch = {
  sql: postgres.Sql;
  db: Database;
  policy: EgressPolicy;
  now: () => Date;
  random: () => number;
  /** Milliseconds that nobody sets back; they also pass while the process is stopped. */
  monotonicMs: () => number;
  inFlight: InHand;
  hot: HotEndpoints;
  /** `ring` wakes whoever waits, or the next who would wait. */
  bell: { ring: () => void; wait: (timeoutMs: number) => Promise<void> };
  recorder: Recorder;
  abort: AbortController;
  onClaimed: (batch: { size: number; durationMs: number }) => void;
  isStopping: boolean;
  isScanWanted: boolean;
  /** The last endpoint that a scan came to; null: the next begins with the first. */
  scannedTo: string | null;
  /** When the last claim began. */
  claimedAtMs: number;
  /** Bytes of a message, on average over the last batch. */
  messageBytes: number;
};

/** What a worker has claimed and not yet recorded, by delivery id, each with the bytes of its message once it is loaded. */
type InHand = Map<string, ClaimedDelivery & { bodyBytes: number }>;

/** One claim over the endpoints whose turn it is; starts an attempt for every delivery it got. */
export async function claimAndStart(dispatch: Dispatch): Promise<void> {
  const { sql, hot, inFlight, monotonicMs } = dispatch;
  const underWay = [...inFlight.values()];
  const retries = underWay.filter((delivery) => delivery.attemptCount > 1).length;
  const startedAtMs = monotonicMs();
  dispatch.claimedAtMs = startedAtMs;
  const claimed = await claimDeliveries(sql, {
    endpointIds: hot.take(ENDPOINTS_PER_CLAIM),
    room: claimRoom(dispatch),
    retryRoom: Math.max(0, RETRY_SLOTS - retries),
    suspectRoom: underWay.some(isSuspect) ? 0 : 1,
    leaseId: randomUUID(),
  });
  dispatch.onClaimed({ size: claimed.length, durationMs: monotonicMs() - startedAtMs });
  if (claimed.length === 0) return;
  for (const delivery of claimed) inFlight.set(delivery.id, { ...delivery, bodyBytes: 0 });
  // Who got something may have more. Who got nothing is looked at again when a result or the next scan says so.
  hot.mark(claimed.map((delivery) => delivery.endpointId));
  const jobs = await loadOrHandBack(dispatch, claimed);
  pace(dispatch, jobs);
  const started = new Set<string>();
  for (const job of jobs) {
    // Whoever slept that long may have lost its leases: another worker may be sending, the endpoint may be suspended.
    if (monotonicMs() - startedAtMs > LEASE_MS) continue;
    start(dispatch, job);
    started.add(job.id);
  }
  // Those that were too late or too large, and those whose endpoint has been deleted for good.
  await letGo(
    dispatch,
    claimed.filter(({ id }) => !started.has(id)),
  );
}

/** Whether one more lost lease sets it aside. It is sent while no other suspect is, so that no other falls with it. */
function isSuspect({ leasesLost }: ClaimedDelivery): boolean {
  return leasesLost >= LEASES_LOST_MAX - 1;
}

function start({ policy, abort, now, random, recorder, inFlight }: Dispatch, job: Job): void {
  sendAttempt(job, { policy, signal: abort.signal, now, random }).then(
    (result) => {
      // Cut off by a stop: nothing is known of the answer, so the delivery is handed back instead.
      if (!abort.signal.aborted) recorder.add(result);
    },
    (error: unknown) => {
      forget(inFlight, job); // No heartbeat renews its lease any more.
      log.error({ err: error, deliveryId: job.id }, "an attempt broke; its lease will end");
    },
  );
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
  for (const { id, leaseId, message } of jobs) {
    const bodyBytes = message?.body.length ?? 0;
    const inHand = dispatch.inFlight.get(id);
    if (inHand?.leaseId === leaseId) inHand.bodyBytes = bodyBytes;
    bytes += bodyBytes;
  }
  if (jobs.length > 0) dispatch.messageBytes = bytes / jobs.length;
}

async function letGo({ sql, inFlight }: Dispatch, claimed: readonly ClaimedDelivery[]): Promise<void> {
  for (const delivery of claimed) forget(inFlight, delivery);
  await handBack(sql, claimed);
}

/** A rate-limited endpoint is looked at again when its next delivery may leave, not only at the next poll. */
function pace({ hot, bell }: Dispatch, jobs: readonly Job[]): void {
  const rates = new Map(jobs.map((job) => [job.endpointId, job.target.rateLimitPerSecond]));
  for (const [endpointId, rate] of rates) {
    if (rate === null) continue;
    const again = () => {
      hot.mark([endpointId]);
      bell.ring();
    };
    setTimeout(again, Math.max(MIN_PACE_MS, Math.ceil(1000 / rate) + 1)).unref();
  }
}

const MIN_PACE_MS = 10;

/** How many deliveries may be claimed next, where messages are as large as they were last. Idle workers have room for one. */
export function claimRoom({ inFlight, messageBytes }: { inFlight: InHand; messageBytes: number }): number {
  const slots = Math.min(SLOTS - inFlight.size, BATCH_MAX);
  const messages = Math.floor(bytesLeft(inFlight) / Math.max(1, messageBytes));
  return Math.max(Math.min(slots, messages), inFlight.size === 0 ? 1 : 0);
}

function bytesLeft(inFlight: InHand): number {
  let bytes = 0;
  for (const { bodyBytes } of inFlight.values()) bytes += bodyBytes;
  return Math.max(0, BYTES_IN_HAND_MAX - bytes);
}

/** Takes a claim out of what is in flight. One whose lease was lost may be there anew by now, and then that stays. */
export function forget(
  inFlight: Map<string, ClaimedDelivery>,
  { id, leaseId }: Pick<ClaimedDelivery, "id" | "leaseId">,
): void {
  if (inFlight.get(id)?.leaseId === leaseId) inFlight.delete(id);
}
