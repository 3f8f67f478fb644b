import type postgres from "postgres";
import { plainArray, textArray } from "#db/array-text.ts";
import type { Tx } from "#db/client.ts";
import { driverOf } from "#db/driver-of.ts";
import { DUE_CHANNEL, duePayload } from "#domain/delivery/wake.ts";

/** `createdAt` in RFC 3339; `body` in base64. */
export type EventRow = {
  id: string;
  tenantId: string;
  appId: string;
  type: string;
  contentType: string;
  sourceId: string | null;
  isSynthetic: boolean;
  createdAt: string;
  body: string;
};

export type DeliveryRow = {
  id: string;
  tenantId: string;
  appId: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  trigger: string;
  maxAttempts: number;
  createdAt: string;
};

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

/**
 * The CTEs that insert events, payloads and deliveries where `condition` holds, and `told`, which wakes the dispatchers and
 * is only carried out when it is read.
 */
export function insertedRows(
  sql: postgres.ISql,
  { events, deliveries }: { events: readonly EventRow[]; deliveries: readonly DeliveryRow[] },
  condition: postgres.PendingQuery<postgres.Row[]>,
) {
  const e = eventColumns(events);
  const d = deliveryColumns(deliveries);
  return sql`
    incoming as materialized (
      select id, tenant_id, app_id, type, content_type, source_id, is_synthetic, created_at, decode(body, 'base64') as body
      from unnest(
        ${e.id}::uuid[], ${e.tenantId}::uuid[], ${e.appId}::uuid[], ${e.type}::text[], ${e.contentType}::text[],
        ${e.sourceId}::uuid[], ${e.isSynthetic}::boolean[], ${e.createdAt}::timestamptz[], ${e.body}::text[]
      ) as row (id, tenant_id, app_id, type, content_type, source_id, is_synthetic, created_at, body)
      where ${condition}
    ), payload as (
      insert into event_payloads (id, tenant_id, app_id, body) select id, tenant_id, app_id, body from incoming
    ), event as (
      insert into events
        (id, tenant_id, app_id, type, content_type, body_bytes, body_sha256, source_id, is_synthetic, created_at)
      select id, tenant_id, app_id, type, content_type, octet_length(body), sha256(body), source_id, is_synthetic, created_at
      from incoming
    ), delivery as (
      insert into deliveries
        (id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, max_attempts, next_attempt_at, created_at)
      select id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, max_attempts, now(), created_at
      from unnest(
        ${d.id}::uuid[], ${d.tenantId}::uuid[], ${d.appId}::uuid[], ${d.endpointId}::uuid[], ${d.eventId}::uuid[],
        ${d.eventType}::text[], ${d.trigger}::text[], ${d.maxAttempts}::smallint[], ${d.createdAt}::timestamptz[]
      ) as row (id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, max_attempts, created_at)
      where ${condition}
    ), told as materialized (
      select pg_notify(${DUE_CHANNEL}, ${duePayload(deliveries.map((row) => row.endpointId))}::text)
      where ${deliveries.length}::int > 0 and ${condition}
    )`;
}

function eventColumns(rows: readonly EventRow[]) {
  return {
    id: plainArray(rows.map((row) => row.id)),
    tenantId: plainArray(rows.map((row) => row.tenantId)),
    appId: plainArray(rows.map((row) => row.appId)),
    type: textArray(rows.map((row) => row.type)),
    contentType: textArray(rows.map((row) => row.contentType)),
    sourceId: plainArray(rows.map((row) => row.sourceId)),
    isSynthetic: plainArray(rows.map((row) => row.isSynthetic)),
    createdAt: plainArray(rows.map((row) => row.createdAt)),
    body: textArray(rows.map((row) => row.body)),
  };
}

function deliveryColumns(rows: readonly DeliveryRow[]) {
  return {
    id: plainArray(rows.map((row) => row.id)),
    tenantId: plainArray(rows.map((row) => row.tenantId)),
    appId: plainArray(rows.map((row) => row.appId)),
    endpointId: plainArray(rows.map((row) => row.endpointId)),
    eventId: plainArray(rows.map((row) => row.eventId)),
    eventType: textArray(rows.map((row) => row.eventType)),
    trigger: plainArray(rows.map((row) => row.trigger)),
    maxAttempts: plainArray(rows.map((row) => row.maxAttempts)),
    createdAt: plainArray(rows.map((row) => row.createdAt)),
  };
}
