import type { Tx } from "#db/client.ts";
import { inReplica, inTenant } from "#db/tenant.ts";
import { DomainError, isDatabaseAway } from "#domain/error.ts";

/**
 * Reads as a tenant, from the replica where there is one. The primary is asked instead where the replica is away or
 * breaks off, and where it does not find what is asked for: that may have been made a moment ago.
 */
export async function readMayLag<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const reading = performance.now() < restsUntilMs ? null : inReplica(tenantId, work);
  if (reading === null) return inTenant(tenantId, work);
  try {
    return await reading;
  } catch (error) {
    if (isDatabaseAway(error)) restsUntilMs = performance.now() + REST_MS;
    else if (!isBehind(error)) throw error;
    return inTenant(tenantId, work);
  }
}

/** How long a replica that is away is left alone, so that not every page waits for it. */
const REST_MS = 10_000;
let restsUntilMs = 0;

function isBehind(error: unknown): boolean {
  if (error instanceof DomainError) return error.code === "not_found";
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && BEHIND_CODES.has(String(Reflect.get(cause, "code")));
}

// What the replica replays took away what the query was reading; a migration has not arrived yet.
const BEHIND_CODES = new Set(["40001", "42P01", "42703", "42883"]);
