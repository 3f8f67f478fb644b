import { hash } from "node:crypto";
import { isDatabaseAway } from "#domain/error.ts";
import type { AppRevision } from "#domain/event/routes.ts";
import type { Places, ShortWay } from "#domain/event/short-way.ts";
import type { StoreRows } from "#domain/event/store-statement.ts";
import { log } from "#domain/log.ts";
import type { ClaimedDelivery } from "./claim.ts";
import { abandon, type Dispatch, letGo, start } from "./claim-and-start.ts";
import { ANSWERED_MAX, BYTES_IN_HAND_MAX, LEASE_MS, SLOTS } from "./limits.ts";
import type { Job } from "./load.ts";

type DeliveryRow = StoreRows["deliveries"][number];
type EventRow = StoreRows["events"][number];

/**
 * What this dispatcher takes from the door of its own process: at most half of its slots and bytes, so that nobody
 * overtakes what waits elsewhere.
 */
export function createShortWay(dispatch: Dispatch): ShortWay {
  return { sql: dispatch.queue, reserve: (rows) => reserve(dispatch, rows) };
}

/** In the order of the deliveries: where one of an endpoint has to wait, those behind it wait, too. */
function reserve(dispatch: Dispatch, { deliveries, events }: StoreRows): Places | null {
  const { workerId, isStopping, lanes, turns } = dispatch;
  if (workerId === null || isStopping) return null;
  const eventOf = new Map(events.map((event) => [event.id, event]));
  let { slots, bytes } = roomOf(dispatch);
  const full = new Set<string>();
  const reserved = new Map<string, { row: DeliveryRow; event: EventRow }>();
  for (const row of deliveries) {
    const { endpointId } = row;
    const event = eventOf.get(row.eventId);
    if (full.has(endpointId) || event === undefined) continue;
    const isFree = slots > 0 && bytes >= event.body.byteLength && !turns.has(endpointId) && lanes.take(endpointId);
    if (!isFree) {
      full.add(endpointId);
      continue;
    }
    slots -= 1;
    bytes -= event.body.byteLength;
    reserved.set(row.id, { row, event });
  }
  if (reserved.size === 0) return null;
  dispatch.reserved += reserved.size;
  dispatch.claims += 1;
  const claim = dispatch.claims;
  const reservedAtMs = dispatch.monotonicMs();
  const giveBack = (isTaken: (id: string) => boolean) => {
    dispatch.reserved -= reserved.size;
    for (const [id, { row }] of reserved) if (!isTaken(id)) lanes.giveBack(row.endpointId);
  };
  const settle = (taken: ReadonlySet<string>, revisions: readonly AppRevision[]) => {
    giveBack((id) => taken.has(id));
    const revisionOf = new Map(revisions.map(({ appId, revision }) => [appId, Number(revision)]));
    const sending = [...reserved].filter(([id]) => taken.has(id));
    const jobs = sending.map(([, { row, event }]) => ({
      claimed: claimedAs(row, { workerId, claim, revision: revisionOf.get(row.appId) ?? 0 }),
      event,
    }));
    for (const { claimed, event } of jobs) {
      const facts = { bodyBytes: event.body.byteLength, isAnswered: false, isShort: true };
      dispatch.inFlight.set(claimed.id, { ...claimed, ...facts });
    }
    // Whoever slept that long may have lost its lease.
    const isLate = dispatch.monotonicMs() - reservedAtMs > LEASE_MS;
    for (const job of jobs) {
      (isLate ? letGo(dispatch, [job.claimed]) : send(dispatch, job)).catch((error: unknown) =>
        log.warn({ err: error, deliveryId: job.claimed.id }, "not sent at once; it is retried when the lease ends"),
      );
    }
  };
  const fail = (error: unknown) => {
    giveBack(() => false);
    // It may be stored all the same, as being sent under this id.
    if (isDatabaseAway(error)) abandon(dispatch);
  };
  return { workerId, claim, deliveryIds: new Set(reserved.keys()), settle, fail };
}

function roomOf({ inFlight, answered, reserved }: Dispatch): { slots: number; bytes: number } {
  let short = reserved;
  let bytes = 0;
  for (const { isShort, isAnswered, bodyBytes } of inFlight.values()) {
    if (isShort && !isAnswered) short += 1;
    bytes += bodyBytes;
  }
  const sending = inFlight.size - answered + reserved;
  const slots = Math.min(SLOTS / 2 - short, SLOTS - sending, ANSWERED_MAX - answered);
  return { slots, bytes: BYTES_IN_HAND_MAX / 2 - bytes };
}

type Place = Pick<ClaimedDelivery, "workerId" | "claim" | "revision">;

function claimedAs(row: DeliveryRow, place: Place): ClaimedDelivery {
  const { id, tenantId, appId, endpointId, eventId, eventType, createdAt } = row;
  const trigger = row.trigger === "test" ? "test" : "event";
  const first = { attemptCount: 1, leasesLost: 0, attemptsLost: 0, isRetry: false, dueAtMs: createdAt.getTime() };
  return { id, tenantId, appId, endpointId, eventId, eventType, trigger, ...first, ...place };
}

/** At once where its target is known as it stands now; else as soon as that is read. */
async function send(
  dispatch: Dispatch,
  { claimed, event }: { claimed: ClaimedDelivery; event: EventRow },
): Promise<void> {
  const { contentType, body, isSynthetic } = event;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const message: Job["message"] = {
    contentType,
    body: bytes,
    bodySha256: hash("sha256", bytes, "buffer"),
    isSynthetic,
  };
  const target = dispatch.targets.get(claimed) ?? (await dispatch.targets.of([claimed])).get(claimed.endpointId);
  if (target) start(dispatch, { ...claimed, target, message });
  else await letGo(dispatch, [claimed]);
}
