import type postgres from "postgres";
import { listOf, rowsOf, uuid } from "#db/rows.ts";
import type { ClaimedDelivery } from "./claim.ts";
import { LEASE_MS } from "./limits.ts";

const LEASE = rowsOf("r", { id: uuid, leaseId: uuid });

/** Renews the leases of deliveries that are still being worked on. A lease that was lost stays lost. */
export async function renewLeases(sql: postgres.Sql, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d set lease_expires_at = now() + make_interval(secs => ${LEASE_MS / 1000}::float8)
    from ${LEASE.unnest(sql, deliveries)}
    where d.id = any(${idsOf(deliveries)}::uuid[]) and d.id = r.id and d.lease_id = r.lease_id and d.status = 'sending'`;
}

/** Gives deliveries back as if they had not been claimed: due at once, the attempt not counted. */
export async function handBack(sql: postgres.Sql, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d
    set status = case when d.attempt_count > 1 then 'retrying' else 'pending' end, attempt_count = d.attempt_count - 1,
      lease_id = null, lease_expires_at = null, next_attempt_at = now()
    from ${LEASE.unnest(sql, deliveries)}
    where d.id = any(${idsOf(deliveries)}::uuid[]) and d.id = r.id and d.lease_id = r.lease_id and d.status = 'sending'`;
  await sql`select pg_notify('posthouse_due', '')`;
}

function idsOf(deliveries: readonly ClaimedDelivery[]): string {
  return listOf(
    uuid,
    deliveries.map(({ id }) => id),
  );
}
