import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import { afterAttempt, LEASES_LOST_MAX, type Next, type Outcome } from "#domain/delivery/transition.ts";
import type { ClaimedDelivery } from "#worker/dispatch/claim.ts";
import { BATCH_MAX, BYTES_IN_HAND_MAX } from "#worker/dispatch/limits.ts";
import { type Job, loadJobs } from "#worker/dispatch/load.ts";
import { recordResults } from "#worker/dispatch/record.ts";
import { type AttemptResult, unsent } from "#worker/dispatch/send.ts";

type Expired = ClaimedDelivery & { startedAtMs: number };

/**
 * Takes up deliveries whose worker died: the attempt is recorded as `unknown`, because it may have arrived, and the
 * delivery is retried; after three in a row it is set aside. Answers how many there were.
 */
export async function rescueExpired(
  sql: postgres.Sql,
  db: Database,
  random: () => number = Math.random,
): Promise<number> {
  const expired = await findExpired(sql);
  if (expired.length === 0) return 0;
  const startedAt = new Map(expired.map(({ id, startedAtMs }) => [id, new Date(startedAtMs)]));
  const jobs = await loadJobs({ db, sql }, expired, BYTES_IN_HAND_MAX);
  const results = jobs.map((job) => lostAttempt(job, startedAt.get(job.id) ?? new Date(), random));
  const counted = await recordResults(sql, results);
  return counted.length;
}

/** The partial index `deliveries_sending` holds only what is in flight, so this stays small. */
async function findExpired(sql: postgres.Sql): Promise<Expired[]> {
  return sql<Expired[]>`
    select id, tenant_id as "tenantId", app_id as "appId", endpoint_id as "endpointId", event_id as "eventId",
      event_type as "eventType", trigger, attempt_count as "attemptCount", leases_lost as "leasesLost", lease_id as "leaseId",
      (extract(epoch from last_attempt_at) * 1000)::float8 as "startedAtMs"
    from deliveries
    where status = 'sending' and lease_expires_at < now()
    order by lease_expires_at
    limit ${BATCH_MAX}`;
}

function lostAttempt(job: Job, startedAt: Date, random: () => number): AttemptResult {
  const message = "The worker stopped before the answer was recorded. The request may have arrived.";
  const outcome: Outcome = { kind: "failed", error: "unknown", message, responseCode: null, retryAfterSeconds: null };
  const isSetAside = job.leasesLost + 1 >= LEASES_LOST_MAX;
  const next: Next = isSetAside
    ? { status: "failed", retryInMs: null }
    : afterAttempt(outcome, job, { schedule: job.target.schedule, random });
  return unsent(job, { startedAt, outcome, next, isRescue: true });
}
