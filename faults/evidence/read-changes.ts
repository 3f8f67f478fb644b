import type postgres from "postgres";
import { formatId } from "#domain/id.ts";
import type { Evidence } from "./evidence.ts";

/** Reads the journal in its order, each entry with the moment its transaction was committed. */
export async function readChanges(sql: postgres.Sql): Promise<Pick<Evidence, "deliveryChanges" | "endpointChanges">> {
  const deliveryChanges = await sql<Evidence["deliveryChanges"][number][]>`
    select delivery_id as "deliveryId", from_status as "from", to_status as "to",
      attempt_count_before as "attemptCountBefore", attempt_count as "attemptCount",
      (extract(epoch from next_attempt_at) * 1000)::float8 as "nextAttemptAtMs",
      (extract(epoch from decided_at) * 1000)::float8 as "decidedAtMs",
      (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAtMs"
    from faults.delivery_changes order by number`;
  const endpointChanges = await sql<Evidence["endpointChanges"][number][]>`
    select endpoint_id as "endpointId", from_status as "from", to_status as "to",
      (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAtMs"
    from faults.endpoint_changes order by number`;
  return {
    deliveryChanges: deliveryChanges.map((row) => ({ ...row, deliveryId: formatId("dlv", row.deliveryId) })),
    endpointChanges: endpointChanges.map((row) => ({ ...row, endpointId: formatId("ep", row.endpointId) })),
  };
}
