import type postgres from "postgres";

/** Cancels what still waits for an endpoint that was deleted while the event came in or the attempt was under way. */
export async function cancelOrphans(sql: postgres.Sql): Promise<number> {
  const rows = await sql`
    update deliveries d set status = 'cancelled', next_attempt_at = null, completed_at = now()
    from endpoints e
    where e.status = 'inactive' and d.endpoint_id = e.id and d.status in ('pending', 'retrying')
    returning d.id`;
  return rows.length;
}
