import type postgres from "postgres";

/** Removes small rows whose time has passed: idempotency keys (24 h) and provider delivery ids (7 days). */
export async function forgetExpired(sql: postgres.Sql): Promise<number> {
  const keys = await sql`delete from idempotency_keys where created_at < now() - interval '24 hours' returning 1`;
  const receipts = await sql`delete from source_receipts where created_at < now() - interval '7 days' returning 1`;
  return keys.length + receipts.length;
}
