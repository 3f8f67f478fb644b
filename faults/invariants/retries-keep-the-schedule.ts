import {
  attemptKey,
  type DeliveryChange,
  type Evidence,
  type Invariant,
  indexBy,
  lostAttempts,
} from "#faults/evidence/evidence.ts";
import type { Hit } from "#harness/ledger-receiver.ts";

const JITTER = 0.2;
/** Delays are whole milliseconds. */
const ROUNDING_MS = 1;
/** What a lost attempt waits for the next one; it uses up none of the schedule. */
const LOST_PAUSE_SECONDS = 5;

/**
 * Each retry is set within the schedule ± 20 %, none is claimed before its time, and the receiver sees as much: two
 * attempts never lie closer together than the schedule allows.
 */
export const retriesKeepTheSchedule: Invariant = {
  name: "retry delays within the schedule ± 20 %",
  check: (evidence) => {
    const scheduleOf = schedules(evidence);
    const changes = Map.groupBy(evidence.deliveryChanges, ({ deliveryId }) => deliveryId);
    // What a stopped worker had claimed may leave when it wakes, after the retry.
    const lost = lostAttempts(evidence);
    const pauseOf = (id: string) => (attempt: number) =>
      pauseAfter(attempt, { schedule: scheduleOf(id), isLost: (number) => lost.has(attemptKey(id, number)) });
    const isUncut = ({ delivery, attempt }: Hit) => !lost.has(attemptKey(delivery, attempt));
    const hits = Map.groupBy(evidence.hits, ({ delivery }) => delivery);
    return [
      ...[...changes].flatMap(([id, list]) => [...wrongDelays(id, list, pauseOf(id)), ...earlyClaims(id, list)]),
      ...[...hits].flatMap(([id, list]) => earlyHits(id, list.filter(isUncut), pauseOf(id))),
    ];
  },
};

function schedules({ deliveries, endpoints }: Evidence): (deliveryId: string) => readonly number[] {
  const deliveryOf = indexBy(deliveries, ({ id }) => id);
  const endpointOf = indexBy(endpoints, ({ id }) => id);
  return (id) => endpointOf.get(deliveryOf.get(id)?.endpointId ?? "")?.retrySchedule ?? [];
}

type Pause = (attempt: number) => number;

/** In seconds; NaN where nothing may follow. */
function pauseAfter(
  attempt: number,
  { schedule, isLost }: { schedule: readonly number[]; isLost: (attempt: number) => boolean },
): number {
  if (isLost(attempt)) return LOST_PAUSE_SECONDS;
  const before = Array.from({ length: attempt - 1 }, (_, at) => at + 1);
  return schedule[before.filter((number) => !isLost(number)).length] ?? Number.NaN;
}

function wrongDelays(id: string, changes: readonly DeliveryChange[], pauseSeconds: Pause): string[] {
  return changes.flatMap((change) => {
    const { from, to, attemptCount, nextAttemptAtMs, decidedAtMs } = change;
    const isHandedBack = attemptCount < change.attemptCountBefore;
    if (from !== "sending" || to !== "retrying" || isHandedBack) return [];
    const wantedMs = pauseSeconds(attemptCount) * 1000;
    const delayMs = (nextAttemptAtMs ?? Number.NaN) - decidedAtMs;
    const isWithin = Math.abs(delayMs - wantedMs) <= wantedMs * JITTER + ROUNDING_MS;
    return isWithin
      ? []
      : [`${id} waits ${delayMs.toFixed(0)} ms after attempt ${attemptCount}, not ${wantedMs} ms ± 20 %`];
  });
}

function earlyClaims(id: string, changes: readonly DeliveryChange[]): string[] {
  return changes.flatMap(({ to, decidedAtMs, attemptCount }, at) => {
    const dueMs = changes[at - 1]?.nextAttemptAtMs ?? null;
    if (to !== "sending" || dueMs === null || decidedAtMs >= dueMs) return [];
    return [`${id} was claimed ${(dueMs - decidedAtMs).toFixed(0)} ms before attempt ${attemptCount} was due`];
  });
}

function earlyHits(id: string, hits: readonly Hit[], pauseSeconds: Pause): string[] {
  const inOrder = [...hits].sort((a, b) => a.attempt - b.attempt);
  return inOrder.flatMap((hit, at) => {
    const before = inOrder[at - 1];
    if (!before || hit.attempt !== before.attempt + 1) return [];
    const leastMs = (pauseSeconds(before.attempt) || 0) * 1000 * (1 - JITTER) - ROUNDING_MS;
    const gapMs = hit.at - before.at;
    return gapMs < leastMs ? [`${id} arrived again after ${gapMs} ms, attempt ${hit.attempt}`] : [];
  });
}
