import type postgres from "postgres";
import { plainArray } from "#db/array-text.ts";
import { GONE } from "#domain/delivery/transition.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { isOperational } from "./is-operational.ts";
import type { AttemptResult } from "./send.ts";
import { suspended } from "./suspended.ts";

/** The further CTEs that suspend the endpoints which answered 410, if the batch is whole; none where none did. */
export function suspendedGone(sql: postgres.Sql, results: readonly AttemptResult[]) {
  const g = columnsOf(results);
  if (g.endpointId.length === 0) return sql``;
  return sql`,
    chosen as materialized (
      select *, '{}'::jsonb as facts
      from unnest(
        ${g.endpointId}::uuid[], ${g.publicId}::text[], ${g.auditId}::uuid[], ${g.noticeId}::uuid[], ${g.makesEvent}::boolean[]
      ) as g (endpoint_id, public_id, audit_id, notice_id, makes_event)
      where (select yes from whole)
    ),
    ${suspended(sql, "gone")}`;
}

/** The endpoints whose receiver answered 410, each once, with the ids of the rows that will say so. */
function columnsOf(results: readonly AttemptResult[]) {
  const gone = results.filter(({ outcome }) => outcome.responseCode === GONE);
  const byEndpoint = Map.groupBy(gone, ({ job }) => job.endpointId);
  const endpointId = [...byEndpoint.keys()];
  const makesEvent = [...byEndpoint.values()].map((ofOne) => ofOne.some(({ job }) => !isOperational(job)));
  return {
    endpointId,
    makesEvent: plainArray(makesEvent),
    publicId: endpointId.map((id) => formatId("ep", id)),
    auditId: endpointId.map(() => newId()),
    noticeId: endpointId.map(() => newId()),
  };
}
