import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { notifyDue } from "#domain/delivery/wake.ts";
import { DomainError } from "#domain/error.ts";
import { idTime } from "#domain/id-time.ts";
import { newId } from "#domain/new-id.ts";
import { findSubscribers, type Subscriber } from "./find-subscribers.ts";

/**
 * An event to keep. `only` sends it to one endpoint, whatever that subscribes to, in a single attempt. `about` keeps an
 * operational event from the endpoint it tells of, and from those that do not ask for it by name. `id` is a new one unless
 * the caller had to know it before.
 */
export type NewEvent = {
  id?: string;
  tenantId: string;
  appId: string;
  type: string;
  body: Uint8Array;
  contentType: string;
  sourceId?: string | null;
  isSynthetic?: boolean;
  only?: { endpointId: string; trigger: "test" };
  about?: { endpointId: string };
};

/** An event that is kept; all ids are uuids, `deliveries` is how many endpoints it goes to. */
export type StoredEvent = { id: string; type: string; deliveries: number; deliveryIds: string[] };

/**
 * Keeps events and makes one delivery for each endpoint that subscribes to each of them, in the caller's transaction
 * and in the order given. The number of statements does not grow with the events, so callers may gather hundreds, of
 * any tenants as the system. Throws a DomainError where one event would go to too many endpoints, or all of them
 * together would make more than `deliveriesMax` deliveries.
 */
export async function storeEvents(
  tx: Tx,
  given: readonly NewEvent[],
  { deliveriesMax = Number.POSITIVE_INFINITY }: { deliveriesMax?: number } = {},
): Promise<StoredEvent[]> {
  if (given.length === 0) return [];
  const events = given.map((event) => ({ ...event, id: event.id ?? newId() }));
  await insertEvents(tx, events);
  const subscribers = await findSubscribers(tx, events);
  refuseMoreThan(
    deliveriesMax,
    events.reduce((sum, event) => sum + subscribers(event).length, 0),
  );
  const planned = events.map((event) => ({
    event,
    deliveries: subscribers(event).map((subscriber) => newDelivery(event, subscriber)),
  }));
  await insertDeliveries(
    tx,
    planned.flatMap(({ deliveries }) => deliveries),
  );
  return planned.map(({ event, deliveries }) => ({
    id: event.id,
    type: event.type,
    deliveries: deliveries.length,
    deliveryIds: deliveries.map(({ id }) => id),
  }));
}

/** Rows travel as one JSON parameter, which keeps a statement's text the same for any number of rows. */
const ROWS_PER_STATEMENT = 5000;

function refuseMoreThan(deliveriesMax: number, deliveries: number): void {
  if (deliveries <= deliveriesMax) return;
  throw new DomainError(
    "payload_too_large",
    `These events would make ${deliveries} deliveries, and ${deliveriesMax} at once is the most. Send fewer events.`,
  );
}

type IdentifiedEvent = NewEvent & { id: string };
type NewDelivery = ReturnType<typeof newDelivery>;

/** Bodies travel as base64, so that the bytes themselves never pass through JSON. */
async function insertEvents(tx: Tx, events: readonly IdentifiedEvent[]): Promise<void> {
  const rows = events.map(({ id, tenantId, appId, type, contentType, sourceId = null, isSynthetic = false, body }) => ({
    id,
    tenant_id: tenantId,
    app_id: appId,
    type,
    content_type: contentType,
    source_id: sourceId,
    is_synthetic: isSynthetic,
    created_at: idTime(id),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64"),
  }));
  await tx.execute(sql`
    with incoming as materialized (
      select id, tenant_id, app_id, type, content_type, source_id, is_synthetic, created_at, decode(body, 'base64') as body
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as row(
        id uuid, tenant_id uuid, app_id uuid, type text, content_type text, source_id uuid, is_synthetic boolean,
        created_at timestamptz, body text)
    ), payload as (
      insert into event_payloads (id, tenant_id, app_id, body) select id, tenant_id, app_id, body from incoming
    )
    insert into events
      (id, tenant_id, app_id, type, content_type, body_bytes, body_sha256, source_id, is_synthetic, created_at)
    select id, tenant_id, app_id, type, content_type, octet_length(body), sha256(body), source_id, is_synthetic, created_at
    from incoming`);
}

/** The time in the id is the time of the row, so that filters on either find the same deliveries. */
function newDelivery(event: IdentifiedEvent, { endpointId, maxAttempts }: Subscriber) {
  const id = newId();
  return {
    id,
    tenant_id: event.tenantId,
    app_id: event.appId,
    endpoint_id: endpointId,
    event_id: event.id,
    event_type: event.type,
    trigger: event.only?.trigger ?? "event",
    max_attempts: event.only ? 1 : maxAttempts,
    created_at: idTime(id),
  };
}

async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  for (let at = 0; at < deliveries.length; at += ROWS_PER_STATEMENT) {
    const rows = deliveries.slice(at, at + ROWS_PER_STATEMENT);
    await tx.execute(sql`
      insert into deliveries
        (id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, max_attempts, next_attempt_at, created_at)
      select id, tenant_id, app_id, endpoint_id, event_id, event_type, trigger, max_attempts, now(), created_at
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as row(
        id uuid, tenant_id uuid, app_id uuid, endpoint_id uuid, event_id uuid, event_type text, trigger text,
        max_attempts smallint, created_at timestamptz)`);
  }
  if (deliveries.length > 0) await notifyDue(tx);
}
