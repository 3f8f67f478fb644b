import type postgres from "postgres";
import { withPartitions } from "#db/partition.ts";
import { into } from "#db/rows.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, healthRollups } from "#db/schema/delivery.ts";
import { endpointHealth } from "#db/schema/endpoint.ts";
import { notices } from "#db/schema/notice.ts";
import type { StatusReason } from "#domain/endpoint/words.ts";
import {
  DEAD_LETTER,
  deadLetterRows,
  GONE_ENDPOINT,
  goneRows,
  HEALTH,
  healthRows,
  RESULT,
  ROLLUP,
  resultRow,
  rollupRows,
} from "./result-rows.ts";
import type { AttemptResult } from "./send.ts";

/**
 * Writes results: the deliveries' new states, the attempts, the rollups, the endpoints' health, the suspension of
 * endpoints that are gone, and notices of what people are to hear. A result whose lease is no longer held is dropped,
 * wholly. Answers those that counted.
 */
export async function recordResults(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<AttemptResult[]> {
  let remaining = [...results];
  // Each round either writes everything or finds leases that were lost; a lease never comes back, so rounds are few.
  while (remaining.length > 0) {
    const asked = remaining;
    const held = await withPartitions(() => recordAll(sql, asked));
    if (held.size === remaining.length) return remaining;
    // By its lease, too: a delivery may be there twice, once as it was before its lease was lost.
    remaining = remaining.filter(({ job }) => held.get(job.id) === job.leaseId);
  }
  return [];
}

const [r, h, n] = [RESULT.read("r"), HEALTH.read(), DEAD_LETTER.read()];
const rollup = ROLLUP.read();

/**
 * One statement, so that no lock outlives it. All or nothing: it writes only where every lease is still held (`whole`),
 * because rollups and health are summed over the batch. Rows are locked in the order of their keys, so batches cannot
 * deadlock. Answers the deliveries whose lease is held, each with that lease.
 */
async function recordAll(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<Map<string, string>> {
  const [gone, deadLetters] = [goneRows(results), deadLetterRows(results)];
  const rows = await sql<{ id: string; leaseId: string }[]>`
    with result as materialized (
      select * from ${RESULT.unnest(sql, results.map(resultRow))}
    ),
    held as materialized (
      select d.id, d.lease_id, d.tenant_id, d.endpoint_id, d.attempt_count
      from deliveries d join result r on r.id = d.id
      where d.id = any(array(select id from result)) and d.status = 'sending' and d.lease_id = r.lease_id
        and (not r.is_rescue or d.lease_expires_at < now())
      order by d.id
      for update of d
    ),
    whole as materialized (select count(*) = ${results.length}::int as yes from held),
    moved as (
      update deliveries d
      set status = r.status, lease_id = null, lease_expires_at = null,
        next_attempt_at = now() + make_interval(secs => r.retry_in_ms / 1000.0),
        completed_at = case when r.status = 'retrying' then null else now() end,
        response_code = r.response_code, error_code = r.error_code, error_message = r.error_message,
        duration_ms = r.duration_ms, max_attempts = r.max_attempts, leases_lost = r.leases_lost
      from result r
      where d.id = any(array(select id from result)) and r.id = d.id and (select yes from whole)
    ),
    attempted as (
      insert into attempts ${into(sql, attempts, {
        id: r.attemptId,
        tenantId: "d.tenant_id",
        deliveryId: "d.id",
        endpointId: "d.endpoint_id",
        number: "d.attempt_count",
        startedAt: r.startedAt,
        durationMs: r.durationMs,
        dnsMs: r.dnsMs,
        connectMs: r.connectMs,
        tlsMs: r.tlsMs,
        firstByteMs: r.firstByteMs,
        remoteAddress: r.remoteAddress,
        requestUrl: r.requestUrl,
        requestHeaders: r.requestHeaders,
        bodySha256: r.bodySha256,
        bodyBytes: r.bodyBytes,
        responseCode: r.responseCode,
        responseHeaders: r.responseHeaders,
        responseBody: r.responseBody,
        responseBodyBytes: r.responseBodyBytes,
        isResponseTruncated: r.isTruncated,
        errorCode: r.errorCode,
        errorMessage: r.errorMessage,
      })}
      from result r join held d on d.id = r.id
      where (select yes from whole)
    ),
    rolled as (
      insert into health_rollups as t ${into(sql, healthRollups, rollup)}
      from ${ROLLUP.unnest(sql, rollupRows(results))}
      where (select yes from whole)
      order by endpoint_id, step_seconds, at
      on conflict (endpoint_id, step_seconds, at) do update
      set succeeded = t.succeeded + excluded.succeeded, failed = t.failed + excluded.failed,
        dead_letter = t.dead_letter + excluded.dead_letter, duration_ms_sum = t.duration_ms_sum + excluded.duration_ms_sum,
        latency = posthouse_add(t.latency, excluded.latency)
    ),
    felt as (
      insert into endpoint_health as t ${into(sql, endpointHealth, {
        endpointId: h.endpointId,
        tenantId: h.tenantId,
        consecutiveFailures: h.failures,
        errorsSinceLastSuccess: h.failures,
        failingSince: h.failingSince,
        lastSuccessAt: h.lastSuccessAt,
        lastStatusCode: h.lastCode,
        lastStatusMessage: h.lastMessage,
        lastStatusAt: h.lastAt,
        lastResponseMs: h.lastMs,
      })}
      from ${HEALTH.unnest(sql, healthRows(results))}
      where (select yes from whole)
      order by endpoint_id
      on conflict (endpoint_id) do update
      set consecutive_failures = excluded.consecutive_failures
          + case when excluded.last_success_at is null then t.consecutive_failures else 0 end,
        errors_since_last_success = excluded.errors_since_last_success
          + case when excluded.last_success_at is null then t.errors_since_last_success else 0 end,
        failing_since = case when excluded.last_success_at is null
          then coalesce(t.failing_since, excluded.failing_since) else excluded.failing_since end,
        warned_percent = case when excluded.last_success_at is null then t.warned_percent else 0 end,
        last_success_at = coalesce(excluded.last_success_at, t.last_success_at),
        last_status_code = excluded.last_status_code, last_status_message = excluded.last_status_message,
        last_status_at = excluded.last_status_at, last_response_ms = coalesce(excluded.last_response_ms, t.last_response_ms)
    )
    ${
      gone.length === 0
        ? sql``
        : sql`,
    chosen as materialized (
      select *, '{}'::jsonb as facts from ${GONE_ENDPOINT.unnest(sql, gone)} where (select yes from whole)
    ),
    ${suspended(sql, "gone")}`
    }
    ${
      deadLetters.length === 0
        ? sql``
        : sql`,
    buried as (
      insert into notices ${into(sql, notices, {
        id: n.id,
        tenantId: n.tenantId,
        appId: n.appId,
        kind: "'delivery.dead_letter'",
        endpointId: n.endpointId,
        facts: `${n.facts}::jsonb`,
      })}
      from ${DEAD_LETTER.unnest(sql, deadLetters)}
      where (select yes from whole)
    )`
    }
    select id, lease_id as "leaseId" from held`;
  return new Map(rows.map(({ id, leaseId }) => [id, leaseId]));
}

/**
 * The CTEs `suspended`, `logged` and `noticed`: the active endpoints among `chosen` suspended, each with its audit entry
 * and with a notice for people and other endpoints. The one way in which Posthouse suspends. `chosen` is a CTE
 * (endpoint_id, public_id, audit_id, notice_id, facts, makes_event), one row an endpoint.
 */
export function suspended(sql: postgres.Sql, reason: StatusReason) {
  return sql`
    suspended as (
      update endpoints e set status = 'suspended', status_reason = ${reason}, updated_at = now()
      from chosen c
      where e.id = c.endpoint_id and e.status = 'active'
      returning e.id, e.tenant_id, e.app_id, c.public_id, c.audit_id, c.notice_id, c.facts, c.makes_event
    ),
    logged as (
      insert into audit_entries ${into(sql, auditEntries, {
        id: "audit_id",
        tenantId: "tenant_id",
        appId: "app_id",
        actorType: "'system'",
        actorName: "'Posthouse'",
        action: "'endpoint.suspend'",
        targetType: "'endpoint'",
        targetId: "public_id",
        before: `'{"status": "active"}'`,
        after: sql`jsonb_build_object('status', 'suspended', 'statusReason', ${reason}::text)`,
        requestId: "'worker'",
      })}
      from suspended
    ),
    noticed as (
      insert into notices ${into(sql, notices, {
        id: "notice_id",
        tenantId: "tenant_id",
        appId: "app_id",
        kind: "'endpoint.suspended'",
        endpointId: "id",
        facts: sql`facts || jsonb_build_object('reason', ${reason}::text)`,
        makesEvent: "makes_event",
      })}
      from suspended
    )`;
}
