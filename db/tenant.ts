import { sql } from "drizzle-orm";
import { type Database, database, replica, type Tx } from "./client.ts";
import { withPartitions } from "./partition.ts";

/**
 * Runs `work` in one transaction that sees and writes only this tenant's rows: it becomes the tenant role, which
 * cannot bypass row-level security, and names the tenant for the policies. Both end with the transaction.
 */
export async function inTenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await withPartitions(() => tryInTenant(database(), tenantId, work));
    } catch (error) {
      if (tries === TRIES_MAX || !isDeadlock(error)) throw error;
    }
  }
}

/** As `inTenant`, reading only, and from the replica. Null where there is none. */
export function inReplica<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> | null {
  const db = replica();
  return db && tryInTenant(db, tenantId, work);
}

/** Deadlocks are rare and undone whole by PostgreSQL, so the work can simply be done again. */
const TRIES_MAX = 3;

async function tryInTenant<T>(db: Database, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(
      sql`select set_config('role', 'posthouse_tenant', true), set_config('posthouse.tenant_id', ${tenantId}, true)`,
    );
    return work(tx);
  });
}

/**
 * The database across all tenants: for sign-in, the worker, the operator, and what support staff do outside of tenants.
 * A tenant's operations never get it.
 */
export function system(): Database {
  return database();
}

/** SQLSTATE 40P01, on the error or on what the query builder wrapped it in. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return Reflect.get(error, "code") === "40P01" || isDeadlock(error.cause);
}
