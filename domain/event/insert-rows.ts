import type postgres from "postgres";
import { driverOf, type Tx } from "#db/client.ts";
import { boolean, bytes, into, orNull, type RowOf, rowsOf, smallint, text, timestamptz, uuid, word } from "#db/rows.ts";
import { deliveries as deliveriesTable } from "#db/schema/delivery.ts";
import { eventPayloads, events as eventsTable } from "#db/schema/event.ts";
import { DUE_CHANNEL, duePayload } from "#domain/delivery/wake.ts";

export const EVENT = rowsOf("row", {
  id: uuid,
  tenantId: uuid,
  appId: uuid,
  type: text,
  contentType: text,
  sourceId: orNull(uuid),
  isSynthetic: boolean,
  createdAt: timestamptz,
  body: bytes,
});
export type EventRow = RowOf<typeof EVENT>;

export const DELIVERY = rowsOf("row", {
  id: uuid,
  tenantId: uuid,
  appId: uuid,
  endpointId: uuid,
  eventId: uuid,
  eventType: text,
  trigger: word,
  maxAttempts: smallint,
  createdAt: timestamptz,
});
export type DeliveryRow = RowOf<typeof DELIVERY>;

/**
 * Inserts events, their payloads and their deliveries, and wakes the dispatchers: one statement, and one per further
 * ROWS_PER_STATEMENT deliveries. Rows travel as a list per column, so its text is the same for any number of rows; as one
 * JSON text they took both sides twice as long.
 */
export async function insertRows(
  tx: Tx,
  { events, deliveries }: { events: readonly EventRow[]; deliveries: readonly DeliveryRow[] },
): Promise<void> {
  await insertSome(tx, events, deliveries.slice(0, ROWS_PER_STATEMENT));
  for (let at = ROWS_PER_STATEMENT; at < deliveries.length; at += ROWS_PER_STATEMENT) {
    await insertSome(tx, [], deliveries.slice(at, at + ROWS_PER_STATEMENT));
  }
}

export const ROWS_PER_STATEMENT = 5000;

async function insertSome(tx: Tx, events: readonly EventRow[], deliveries: readonly DeliveryRow[]): Promise<void> {
  const sql = driverOf(tx);
  await sql`
    with ${insertedRows(sql, { events, deliveries }, sql`true`)}
    select count(*) from told`;
}

const e = EVENT.read();
const { createdAt, ...d } = DELIVERY.read();

/**
 * The CTEs that insert events, payloads and deliveries where `condition` holds, and `told`, which wakes the dispatchers and
 * is only carried out when it is read.
 */
export function insertedRows(
  sql: postgres.ISql,
  { events, deliveries }: { events: readonly EventRow[]; deliveries: readonly DeliveryRow[] },
  condition: postgres.PendingQuery<postgres.Row[]>,
) {
  return sql`
    incoming as materialized (
      select ${EVENT.list(sql)} from ${EVENT.unnest(sql, events)}
      where ${condition}
    ), payload as (
      insert into event_payloads ${into(sql, eventPayloads, {
        id: e.id,
        tenantId: e.tenantId,
        appId: e.appId,
        body: "body",
      })}
      from incoming
    ), event as (
      insert into events ${into(sql, eventsTable, {
        id: e.id,
        tenantId: e.tenantId,
        appId: e.appId,
        type: e.type,
        contentType: e.contentType,
        bodyBytes: "octet_length(body)",
        bodySha256: "sha256(body)",
        sourceId: e.sourceId,
        isSynthetic: e.isSynthetic,
        createdAt: e.createdAt,
      })}
      from incoming
    ), delivery as (
      insert into deliveries ${into(sql, deliveriesTable, { ...d, nextAttemptAt: "now()", createdAt })}
      from ${DELIVERY.unnest(sql, deliveries)}
      where ${condition}
    ), told as materialized (
      select pg_notify(${DUE_CHANNEL}, ${duePayload(deliveries.map((row) => row.endpointId))}::text)
      where ${deliveries.length}::int > 0 and ${condition}
    )`;
}
