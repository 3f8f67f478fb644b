import type postgres from "postgres";
import type { Database } from "#db/client.ts";
import type { ClaimedDelivery } from "#worker/dispatch/claim.ts";
import { BATCH_MAX, BYTES_IN_HAND_MAX } from "#worker/dispatch/limits.ts";
import { loadJobs } from "#worker/dispatch/load.ts";
import { recordResults } from "#worker/dispatch/record.ts";
import { lostAttempt } from "#worker/dispatch/send.ts";
import { Targets } from "#worker/dispatch/targets.ts";

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
  const jobs = await loadJobs({ targets: new Targets(db), sql }, expired, BYTES_IN_HAND_MAX);
  const results = jobs.map((job) => lostAttempt(job, startedAt.get(job.id) ?? new Date(), random));
  const counted = await recordResults(sql, results);
  return counted.length;
}

/** Looks through what is live only where a worker's lease is over: that worker is forgotten a while after its last row. */
async function findExpired(sql: postgres.Sql): Promise<Expired[]> {
  const lost = await sql<{ id: number }[]>`select id from workers where lease_expires_at < now() order by id`;
  if (lost.length === 0) return [];
  const rows = await sql<Expired[]>`
    select id, tenant_id as "tenantId", app_id as "appId", endpoint_id as "endpointId", event_id as "eventId",
      event_type as "eventType", trigger, attempt_count as "attemptCount", leases_lost as "leasesLost",
      attempts_lost as "attemptsLost",
      is_retry as "isRetry", worker_id as "workerId", claim, 0 as revision,
      (extract(epoch from next_attempt_at) * 1000)::float8 as "dueAtMs",
      (extract(epoch from last_attempt_at) * 1000)::float8 as "startedAtMs"
    from deliveries_live
    where status = 'sending' and worker_id = any(${lost.map(({ id }) => id)}::int[])
    limit ${BATCH_MAX}`;
  if (rows.length === 0) {
    // Not at once: a claim that began while the lease held may still be under way.
    await sql`
      delete from workers w where w.lease_expires_at < now() - interval '5 minutes'
        and not exists (select from deliveries_live d where d.status = 'sending' and d.worker_id = w.id)`;
  }
  return rows;
}
