import type postgres from "postgres";
import type { ClaimedDelivery } from "./claim.ts";
import { LEASE_MS } from "./limits.ts";

/** Renews the leases of deliveries that are still being worked on. A lease that was lost stays lost. */
export async function renewLeases(sql: postgres.Sql, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries d set lease_expires_at = now() + make_interval(secs => ${LEASE_MS / 1000}::float8)
    from unnest(${deliveries.map(({ id }) => id)}::uuid[], ${deliveries.map(({ leaseId }) => leaseId)}::uuid[]) as r (id, lease_id)
    where d.id = any(${deliveries.map(({ id }) => id)}::uuid[]) and d.id = r.id and d.lease_id = r.lease_id and d.status = 'sending'`;
}
