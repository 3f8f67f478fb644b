import type postgres from "postgres";
import { partitionAt } from "#db/partition.ts";
import { createHealthFold } from "#domain/health/fold.ts";
import { idFloor } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { type ClaimedDelivery, claimDeliveries } from "#worker/dispatch/claim.ts";
import { recordResults } from "#worker/dispatch/record.ts";
import type { AttemptResult } from "#worker/dispatch/send.ts";
import { enterWorker } from "#worker/dispatch/worker-lease.ts";

/** Microseconds of the database's work per delivery. */
export type WriteCost = { enqueue: number; claim: number; record: number };

type Place = { tenantId: string; appId: string; endpointIds: readonly string[]; eventType: string };

const BATCH = 250;

/** Puts `count` deliveries into the queue, claims and records them in batches as a worker does, without sending them. */
export async function measureWrites(sql: postgres.Sql, place: Place, count: number): Promise<WriteCost> {
  const spent = { enqueue: 0, claim: 0, record: 0 };
  const workerId = await enterWorker(sql);
  for (let done = 0; done < count; done += BATCH) {
    spent.enqueue += await timed(() => enqueue(sql, place));
    const claimed: ClaimedDelivery[] = [];
    spent.claim += await timed(async () =>
      claimed.push(...(await claim(sql, { workerId, endpointIds: place.endpointIds }))),
    );
    if (claimed.length !== BATCH) throw new Error(`${claimed.length} of ${BATCH} deliveries were claimed.`);
    const results = claimed.map(answered);
    spent.record += await timed(() => recordResults(sql, results));
  }
  spent.record += await timed(createHealthFold(sql));
  const perDelivery = (ms: number) => (ms * 1000) / count;
  return { enqueue: perDelivery(spent.enqueue), claim: perDelivery(spent.claim), record: perDelivery(spent.record) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function enqueue(sql: postgres.Sql, { tenantId, appId, endpointIds, eventType }: Place): Promise<void> {
  const ids = Array.from({ length: BATCH }, () => newId());
  await sql`
    insert into deliveries_live (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts, next_attempt_at)
    select id, ${tenantId}, ${appId}, (${[...endpointIds]}::uuid[])[1 + n % ${endpointIds.length}::int],
      ${newId()}, ${eventType}, 10, now()
    from unnest(${ids}::uuid[]) with ordinality as u (id, n)`;
}

function claim(
  sql: postgres.Sql,
  { workerId, endpointIds }: { workerId: number; endpointIds: readonly string[] },
): Promise<ClaimedDelivery[]> {
  const from = new Date(0);
  const quota = Math.ceil(BATCH / endpointIds.length);
  const lanes = endpointIds.map((endpointId) => ({
    endpointId,
    quota,
    retryQuota: 0,
    firstFrom: from,
    retryFrom: from,
  }));
  return claimDeliveries(sql, { workerId, claim: 1, lanes, retriesFirst: false, suspectRoom: 0 });
}

/** An attempt that a good receiver answered at once. */
function answered(delivery: ClaimedDelivery): AttemptResult {
  const timings = { dnsMs: 0, connectMs: 1, tlsMs: 2, firstByteMs: 3 };
  const body = { body: new Uint8Array(), bodyBytes: 2, truncated: false };
  const answer = {
    kind: "response",
    status: 200,
    headers: {},
    timings,
    durationMs: 7,
    remoteAddress: "192.0.2.1",
  } as const;
  const settings = {
    headers: {},
    shapeId: 1,
    timeoutMs: 15_000,
    version: null,
    rateLimitPerSecond: null,
    schedule: [],
    secrets: [],
  };
  return {
    job: { ...delivery, target: { url: "https://hooks.example.com/webhooks", ...settings }, message: null },
    attemptId: newId(),
    startedAt: new Date(),
    finishedAt: new Date(),
    outcome: { kind: "succeeded", responseCode: 200 },
    next: { status: "succeeded", retryInMs: null },
    egress: { ...answer, ...body },
    responseHeaders: { "content-type": "text/plain" },
    responseBody: Buffer.from("ok"),
    isOurOutage: false,
    isLost: false,
  };
}

type Stretch = { historyEndedAt: Date; since: Date };

/** Takes out what `measureWrites` has put in since a moment, so that the next round, or run, finds the history as it was. */
export async function undoWrites(sql: postgres.Sql, { historyEndedAt, since }: Stretch): Promise<void> {
  const from = idFloor(since);
  await sql`delete from attempts where id >= ${from}`;
  await sql`delete from deliveries where id >= ${from}`;
  await sql`delete from health_rollups where at > ${historyEndedAt.toISOString()}::timestamptz`;
  for (const table of ["attempts", "deliveries_ended", "health_rollups"] as const) {
    await sql.unsafe(`vacuum ${partitionAt(table, since).name}`);
  }
}
