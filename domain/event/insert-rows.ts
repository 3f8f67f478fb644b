import type { Tx } from "#db/client.ts";
import { driverOf } from "#db/driver-of.ts";
import { DUE_CHANNEL, duePayload } from "#domain/delivery/wake.ts";

/** As the columns are called; `body` in base64, so that the bytes themselves never pass through JSON. */
export type EventRow = {
  id: string;
  tenant_id: string;
  app_id: string;
  type: string;
  content_type: string;
  source_id: string | null;
  is_synthetic: boolean;
  created_at: string;
  body: string;
};

export type DeliveryRow = {
  id: string;
  tenant_id: string;
  app_id: string;
  endpoint_id: string;
  event_id: string;
  event_type: string;
  trigger: string;
  max_attempts: number;
  created_at: string;
};

/**
 * Inserts events, their payloads and their deliveries, and wakes the dispatchers: one statement, and one per further
 * ROWS_PER_STATEMENT deliveries. Rows travel as one JSON parameter, so its text is the same for any number of rows.
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

const ROWS_PER_STATEMENT = 5000;

async function insertSome(tx: Tx, events: readonly EventRow[], deliveries: readonly DeliveryRow[]): Promise<void> {
  await driverOf(tx)`
    with incoming as materialized (
      select id, tenant_id, app_id, type, content_type, source_id, is_synthetic, created_at, decode(body, 'base64') as body
      from json_to_recordset(${JSON.stringify(events)}::text::json) as row(
        id uuid, tenant_id uuid, app_id uuid, type text, content_type text, source_id uuid, is_synthetic boolean,
        created_at timestamptz, body text)
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
      from json_to_recordset(${JSON.stringify(deliveries)}::text::json) as row(
        id uuid, tenant_id uuid, app_id uuid, endpoint_id uuid, event_id uuid, event_type text, trigger text,
        max_attempts smallint, created_at timestamptz)
    )
    select pg_notify(${DUE_CHANNEL}, ${duePayload(deliveries.map((row) => row.endpoint_id))}::text)
    where ${deliveries.length}::int > 0`;
}
