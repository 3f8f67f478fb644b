import type postgres from "postgres";
import { withPartitions } from "#db/partition.ts";
import { into } from "#db/rows.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, deliveriesEnded, healthDeltas } from "#db/schema/delivery.ts";
import { notices } from "#db/schema/notice.ts";
import type { StatusReason } from "#domain/endpoint/words.ts";
import type { ClaimedDelivery } from "./claim.ts";
import {
  DEAD_LETTER,
  DELTA,
  deadLetterRows,
  deltaRows,
  GONE_ENDPOINT,
  goneRows,
  RESULT,
  resultRow,
} from "./result-rows.ts";
import type { AttemptResult } from "./send.ts";

/**
 * Writes results: the deliveries' new states, the attempts, what they say of the endpoints' health, the suspension of
 * endpoints that are gone, and notices of what people are to hear. A result whose claim holds no more is dropped,
 * wholly. Answers those that counted.
 */
export async function recordResults(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<AttemptResult[]> {
  let remaining = [...results];
  // Each round either writes everything or finds leases that were lost; a lease never comes back, so rounds are few.
  while (remaining.length > 0) {
    const asked = remaining;
    const held = await withPartitions(() => recordAll(sql, asked));
    if (held.size === remaining.length) return remaining;
    // By its claim, too: a delivery may be there twice, once as it was before its lease was lost.
    remaining = remaining.filter(({ job }) => held.get(job.id) === claimKey(job));
  }
  return [];
}

const [r, n] = [RESULT.read("r"), DEAD_LETTER.read()];

/**
 * One statement, so that no lock outlives it. All or nothing: it writes only where every lease is still held (`whole`),
 * because health is summed up over the batch. Rows are locked in the order of their keys, so batches cannot
 * deadlock. Answers the deliveries that are still the claim's, each with that claim.
 */
async function recordAll(sql: postgres.Sql, results: readonly AttemptResult[]): Promise<Map<string, string>> {
  const [gone, deadLetters] = [goneRows(results), deadLetterRows(results)];
  const rows = await sql<Claimed[]>`
    with result as materialized (
      select * from ${RESULT.unnest(sql, results.map(resultRow))}
    ),
    held as materialized (
      select r.*, d.tenant_id, d.app_id, d.endpoint_id, d.event_id, d.event_type, d.trigger, d.replay_of, d.replay_id,
        d.attempt_count, d.is_retry, d.last_attempt_at, d.created_at
      from result r join deliveries_live d on d.id = r.id
      where d.status = 'sending' and d.worker_id = r.worker_id and d.claim = r.claim
      order by d.id
      for update of d
    ),
    whole as materialized (select count(*) = ${results.length}::int as yes from held),
    ${moved(sql)},
    attempted as (
      insert into attempts ${into(sql, attempts, {
        id: r.attemptId,
        tenantId: "r.tenant_id",
        deliveryId: "r.id",
        endpointId: "r.endpoint_id",
        number: "r.attempt_count",
        startedAt: r.startedAt,
        durationMs: r.durationMs,
        dnsMs: r.dnsMs,
        connectMs: r.connectMs,
        tlsMs: r.tlsMs,
        firstByteMs: r.firstByteMs,
        remoteAddress: r.remoteAddress,
        shapeId: r.shapeId,
        contentType: r.contentType,
        requestUrl: r.requestUrl,
        requestHeaders: "case when r.shape_id is null then '{}'::jsonb end",
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
      from held r
      where (select yes from whole)
    ),
    counted as (
      insert into health_deltas ${into(sql, healthDeltas, DELTA.read())}
      from ${DELTA.unnest(sql, deltaRows(results))}
      where (select yes from whole)
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
    given_up as (
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
    select id, worker_id as "workerId", claim from held`;
  return new Map(rows.map((row) => [row.id, claimKey(row)]));
}

type Claimed = Pick<ClaimedDelivery, "id" | "workerId" | "claim">;

function claimKey({ workerId, claim }: Pick<Claimed, "workerId" | "claim">): string {
  return `${workerId} ${claim}`;
}

/** The CTEs that take the held deliveries on: those that are retried stay where they are, the others move to the log. */
function moved(sql: postgres.Sql) {
  return sql`
    delayed as (
      update deliveries_live d
      set status = 'retrying', worker_id = null, claim = null, is_retry = true,
        next_attempt_at = now() + make_interval(secs => r.retry_in_ms / 1000.0),
        response_code = r.response_code, error_code = r.error_code, error_message = r.error_message,
        duration_ms = r.duration_ms, max_attempts = r.max_attempts, leases_lost = r.leases_lost, attempts_lost = r.attempts_lost
      from held r
      where r.id = d.id and r.status = 'retrying' and (select yes from whole)
    ),
    ended as (
      delete from deliveries_live d using held r
      where r.id = d.id and r.status <> 'retrying' and (select yes from whole)
    ),
    logged as (
      insert into deliveries_ended ${into(sql, deliveriesEnded, {
        id: "r.id",
        tenantId: "r.tenant_id",
        appId: "r.app_id",
        endpointId: "r.endpoint_id",
        eventId: "r.event_id",
        eventType: "r.event_type",
        status: r.status,
        trigger: "r.trigger",
        replayOf: "r.replay_of",
        replayId: "r.replay_id",
        attemptCount: "r.attempt_count",
        maxAttempts: r.maxAttempts,
        leasesLost: r.leasesLost,
        attemptsLost: r.attemptsLost,
        isRetry: "r.is_retry",
        lastAttemptAt: "r.last_attempt_at",
        responseCode: r.responseCode,
        errorCode: r.errorCode,
        errorMessage: r.errorMessage,
        durationMs: r.durationMs,
        createdAt: "r.created_at",
        completedAt: "now()",
      })}
      from held r
      where r.status <> 'retrying' and (select yes from whole)
    )`;
}

/**
 * The CTEs `suspended`, `audited` and `noticed`: the active endpoints among `chosen` suspended, each with its audit entry
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
    audited as (
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
