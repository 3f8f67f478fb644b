import type postgres from "postgres";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { isOperational } from "./is-operational.ts";
import type { AttemptResult } from "./send.ts";

/** The further CTE `buried`: a notice of each delivery that became a dead letter, if the batch is whole; none where none did. */
export function noticedDeadLetters(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const n = columnsOf(results);
  if (n.id.length === 0) return sql``;
  return sql`,
    buried as (
      insert into notices (id, tenant_id, app_id, kind, endpoint_id, facts)
      select id, tenant_id, app_id, 'delivery.dead_letter', endpoint_id, facts::jsonb
      from unnest(${n.id}::uuid[], ${n.tenantId}::uuid[], ${n.appId}::uuid[], ${n.endpointId}::uuid[], ${n.facts}::text[])
        as n (id, tenant_id, app_id, endpoint_id, facts)
      where (select yes from whole)
    )`;
}

function columnsOf(results: readonly AttemptResult[]) {
  const dead = results.filter(({ next, job }) => next.status === "dead_letter" && !isOperational(job));
  return {
    id: dead.map(() => newId()),
    tenantId: dead.map(({ job }) => job.tenantId),
    appId: dead.map(({ job }) => job.appId),
    endpointId: dead.map(({ job }) => job.endpointId),
    facts: dead.map((result) => JSON.stringify(factsOf(result))),
  };
}

/** The message of the error stays out: it may name addresses that are nobody else's business. */
function factsOf({ job, outcome }: AttemptResult) {
  return {
    deliveryId: formatId("dlv", job.id),
    eventId: formatId("evt", job.eventId),
    eventType: job.eventType,
    attemptCount: job.attemptCount,
    responseCode: outcome.responseCode,
    error: outcome.kind === "failed" ? outcome.error : null,
  };
}
