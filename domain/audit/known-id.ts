import { and, eq, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Tx } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { attempts, deliveries, replays } from "#db/schema/delivery.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { events } from "#db/schema/event.ts";
import { sources } from "#db/schema/source.ts";
import { apiKeys, apps, memberships, tenants } from "#db/schema/tenant.ts";
import { formatId, type IdPrefix } from "#domain/id.ts";

/**
 * Whether an id names something of this tenant, now or in its audit log: a filter by anybody else's id is refused like
 * any other use of it. The transaction sees one tenant only, so that existing in it is enough.
 */
export async function isKnownId(tx: Tx, { prefix, uuid }: { prefix: IdPrefix; uuid: string }): Promise<boolean> {
  const { table, column } = TABLES[prefix];
  if (await exists(tx, table, eq(column, uuid))) return true;
  if (await exists(tx, auditEntries, eq(auditEntries.targetId, formatId(prefix, uuid)))) return true;
  const actorTypes = prefix === "key" ? sql`('key')` : sql`('user', 'staff')`;
  const acted = and(eq(auditEntries.actorId, uuid), sql`${auditEntries.actorType} in ${actorTypes}`);
  return (prefix === "usr" || prefix === "key") && exists(tx, auditEntries, acted);
}

const TABLES: Record<IdPrefix, { table: PgTable; column: AnyPgColumn }> = {
  tnt: { table: tenants, column: tenants.id },
  app: { table: apps, column: apps.id },
  usr: { table: memberships, column: memberships.userId },
  key: { table: apiKeys, column: apiKeys.id },
  ep: { table: endpoints, column: endpoints.id },
  evt: { table: events, column: events.id },
  dlv: { table: deliveries, column: deliveries.id },
  att: { table: attempts, column: attempts.id },
  src: { table: sources, column: sources.id },
  rpl: { table: replays, column: replays.id },
  aud: { table: auditEntries, column: auditEntries.id },
};

async function exists(tx: Tx, table: PgTable, where: SQL | undefined): Promise<boolean> {
  const rows = await tx.select({ one: sql`1` }).from(table).where(where).limit(1);
  return rows.length > 0;
}
