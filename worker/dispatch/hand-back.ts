import type postgres from "postgres";
import type { ClaimedDelivery } from "./claim.ts";

/** Gives deliveries back as if they had not been claimed: due at once, the attempt not counted. */
export async function handBack(sql: postgres.Sql, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d
    set status = case when d.attempt_count > 1 then 'retrying' else 'pending' end, attempt_count = d.attempt_count - 1,
      lease_id = null, lease_expires_at = null, next_attempt_at = now()
    from unnest(${deliveries.map(({ id }) => id)}::uuid[], ${deliveries.map(({ leaseId }) => leaseId)}::uuid[]) as r (id, lease_id)
    where d.id = any(${deliveries.map(({ id }) => id)}::uuid[]) and d.id = r.id and d.lease_id = r.lease_id and d.status = 'sending'`;
  await sql`select pg_notify('posthouse_due', '')`;
}
