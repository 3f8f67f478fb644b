import { sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";

/** The channel that dispatchers listen on. A lost notification costs at most one poll. */
export const DUE_CHANNEL = "posthouse_due";

/** Wakes the dispatchers once the transaction commits. Equal notifications of one transaction count as one. */
export async function notifyDue(db: Database | Tx, endpointIds: readonly string[] = []): Promise<void> {
  await db.execute(sql`select pg_notify(${DUE_CHANNEL}, ${duePayload(endpointIds)})`);
}

/** What a notification says: the endpoints to look at, or nothing where they are unknown or too many to name. */
export function duePayload(endpointIds: readonly string[]): string {
  const distinct = [...new Set(endpointIds)];
  return distinct.length > NAMED_MAX ? "" : distinct.join(",");
}

/** The uuids of the endpoints that a notification names; null: look for yourself. */
export function readDuePayload(payload: string): string[] | null {
  const ids = payload.split(",");
  return ids.every((id) => UUID.test(id)) ? ids : null;
}

/** PostgreSQL takes up to 8,000 bytes; an id has 36. */
export const NAMED_MAX = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
