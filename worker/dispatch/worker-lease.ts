import type postgres from "postgres";
import { int, rowsOf, uuid } from "#db/rows.ts";
import { DUE_CHANNEL } from "#domain/delivery/wake.ts";
import type { ClaimedDelivery } from "./claim.ts";
import { giveBackShares } from "./lane-shares.ts";
import { LEASE_MS } from "./limits.ts";

/** Enters this process among the workers; answers its id, under which it claims for as long as it renews its lease. */
export async function enterWorker(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into workers (lease_expires_at) values (now() + make_interval(secs => ${LEASE_MS / 1000}::float8)) returning id`;
  if (!row) throw new Error("The worker was not entered.");
  return row.id;
}

/** Moves the lease's end; answers the database's clock in ms, or null where the lease is over: then it stays lost. */
export async function renewWorker(sql: postgres.Sql, workerId: number): Promise<number | null> {
  const [row] = await sql<{ nowMs: number }[]>`
    update workers set lease_expires_at = now() + make_interval(secs => ${LEASE_MS / 1000}::float8)
    where id = ${workerId} and lease_expires_at > now()
    returning (extract(epoch from now()) * 1000)::float8 as "nowMs"`;
  return row?.nowMs ?? null;
}

/** Ends a worker that claims no more, unless something is still being sent under its name. */
export async function leaveWorkers(sql: postgres.Sql, workerId: number): Promise<void> {
  await giveBackShares(sql, workerId);
  await sql`
    delete from workers w where w.id = ${workerId}
      and not exists (select from deliveries_live d where d.status = 'sending' and d.worker_id = w.id)`;
}

const CLAIMED = rowsOf("r", { id: uuid, workerId: int, claim: int });

/** Gives deliveries back as if they had not been claimed: due at once, the attempt not counted. */
export async function handBack(sql: postgres.Sql, deliveries: readonly ClaimedDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    update deliveries_live d
    set status = case when d.is_retry then 'retrying' else 'pending' end, attempt_count = d.attempt_count - 1,
      worker_id = null, claim = null, next_attempt_at = now()
    from ${CLAIMED.unnest(sql, deliveries)}
    where d.id = r.id and d.worker_id = r.worker_id and d.claim = r.claim and d.status = 'sending'`;
  await sql`select pg_notify(${DUE_CHANNEL}, '')`;
}
