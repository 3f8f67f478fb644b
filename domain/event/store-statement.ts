import type postgres from "postgres";
import {
  boolean,
  bytes,
  int,
  into,
  listOf,
  orNull,
  type RowOf,
  rowsOf,
  smallint,
  text,
  timestamptz,
  uuid,
  word,
} from "#db/rows.ts";
import { deliveriesLive } from "#db/schema/delivery.ts";
import { eventPayloads, events as eventsTable } from "#db/schema/event.ts";
import { sourceReceipts } from "#db/schema/source.ts";
import { idempotencyKeys } from "#db/schema/tenant.ts";
import { DUE_CHANNEL, duePayload } from "#domain/delivery/wake.ts";
import type { AppRevision } from "./routes.ts";

/** Which post of those that are stored together a row belongs to, where that post happens only once. */
const post = orNull(int);

export const EVENT = rowsOf("row", {
  post,
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

export const DELIVERY = rowsOf("row", {
  post,
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

/** What a source received; the provider's id is null where it gave none, and then nothing is a repeat. */
export const RECEIPT = rowsOf("row", {
  post: int,
  eventId: uuid,
  tenantId: uuid,
  sourceId: uuid,
  providerId: orNull(text),
});

/** A request under an Idempotency-Key, with the answer that it will have got. */
export const KEY = rowsOf("row", {
  post: int,
  tenantId: uuid,
  operation: text,
  key: text,
  lock: text,
  requestHash: bytes,
  answer: bytes,
});

export type StoreRows = {
  events: RowOf<typeof EVENT>[];
  deliveries: RowOf<typeof DELIVERY>[];
  receipts: RowOf<typeof RECEIPT>[];
  keys: RowOf<typeof KEY>[];
};

/**
 * What became of rows: `changed` are the apps that have another revision than the one given, and if there is any, nothing
 * was written. Of the posts that happen only once those `first` were written; those `lost` have no source any more.
 */
export type Written = { changed: AppRevision[]; first: Set<number>; lost: Set<number> };

/**
 * Inserts events with their payloads and deliveries, and wakes the dispatchers: one statement. It writes only where every
 * app still has the revision given, as the statement's snapshot shows it: no row is locked for that. An endpoint that is
 * deleted for good meanwhile breaks the deliveries' foreign key; one that is deleted softly meanwhile gets a delivery that
 * waits until the maintainer cancels it (`cancelOrphans`, within seconds). Rows travel as a list per column, so the text
 * is the same for any number of them; as one JSON text they took both sides twice as long.
 */
export async function insertRows(
  sql: postgres.ISql,
  rows: StoreRows,
  revisions: readonly AppRevision[],
): Promise<Written> {
  const { events, deliveries, receipts, keys } = rows;
  const hasOnce = receipts.length > 0 || keys.length > 0;
  const isFirst = hasOnce ? sql`and (post is null or post in (select post from first))` : sql``;
  const [answer] = await sql<Answer[]>`
    with app as materialized (
      select known.app_id, a.revision, a.revision::text is not distinct from known.revision as is_same
      from ${REVISION.unnest(sql, revisions)} left join apps a on a.id = known.app_id
    ), fresh as materialized (select coalesce(bool_and(is_same), true) as yes from app),
    ${receipts.length > 0 ? receivedOnce(sql, receipts) : sql``}
    ${keys.length > 0 ? keyedOnce(sql, keys) : sql``}
    ${hasOnce ? sql`first as materialized (${firstPosts(sql, rows)}),` : sql``}
    incoming as materialized (
      select ${EVENT.list(sql)} from ${EVENT.unnest(sql, events)}
      where (select yes from fresh) ${isFirst}
    ), payload as (
      insert into event_payloads ${into(sql, eventPayloads, PAYLOAD_VALUES)} from incoming
    ), event as (
      insert into events ${into(sql, eventsTable, EVENT_VALUES)} from incoming
    ), delivery as (
      insert into deliveries_live ${into(sql, deliveriesLive, DELIVERY_VALUES)}
      from ${DELIVERY.unnest(sql, deliveries)}
      where (select yes from fresh) ${isFirst}
    ), woken as materialized (
      select pg_notify(${DUE_CHANNEL}, ${duePayload(deliveries.map((row) => row.endpointId))}::text)
      where ${deliveries.length}::int > 0 and (select yes from fresh)
    )
    select (select count(*) from woken),
      array(select app_id::text || ' ' || revision from app where not is_same) as changed,
      ${hasOnce ? sql`array(select post from first)` : sql`null`} as first,
      ${receipts.length > 0 ? sql`array(select post from received where not is_held)` : sql`null`} as lost`;
  return readAnswer(answer);
}

type Answer = { changed: string[]; first: number[] | null; lost: number[] | null };

function readAnswer(answer: Answer | undefined): Written {
  const changed = (answer?.changed ?? []).map((row) => {
    const [appId = "", revision = ""] = row.split(" ");
    return { appId, revision };
  });
  return { changed, first: new Set(answer?.first), lost: new Set(answer?.lost) };
}

const REVISION = rowsOf("known", { appId: uuid, revision: word });

/**
 * The CTEs `received`, whose sources are held until the transaction ends (a delete waits for it), and `receipt`, what is the
 * first of its kind: the primary key decides, also between transactions, because whoever comes second waits for the first
 * to commit. In the order of the keys, so that two of these never wait for each other.
 */
function receivedOnce(sql: postgres.ISql, receipts: StoreRows["receipts"]) {
  return sql`
    held as materialized (
      select id from sources
      where id = any(${listOf(
        uuid,
        receipts.map((row) => row.sourceId),
      )}::uuid[]) and (select yes from fresh)
      order by id for key share
    ), received as materialized (
      select row.*, source_id in (select id from held) as is_held from ${RECEIPT.unnest(sql, receipts)}
    ), receipt as (
      insert into source_receipts ${into(sql, sourceReceipts, RECEIPT_VALUES)} from received
      where is_held and provider_id is not null
      order by source_id, provider_id, event_id
      on conflict do nothing
      returning event_id
    ),`;
}

/** The CTEs `keyed` and `kept`, the keys that nobody has used and nobody is at: their lock is taken as `onceByKey` does. */
function keyedOnce(sql: postgres.ISql, keys: StoreRows["keys"]) {
  return sql`
    keyed as materialized (
      select ${KEY.list(sql)} from ${KEY.unnest(sql, keys)}
    ), kept as (
      insert into idempotency_keys ${into(sql, idempotencyKeys, KEY_VALUES)} from keyed
      where (select yes from fresh) and pg_try_advisory_xact_lock(hashtextextended(lock, 0))
      on conflict do nothing
      returning tenant_id, operation, key
    ),`;
}

function firstPosts(sql: postgres.ISql, { receipts, keys }: StoreRows) {
  return sql`
    ${
      receipts.length > 0
        ? sql`
      select post from received
      where is_held and (provider_id is null or event_id in (select event_id from receipt))`
        : sql``
    }
    ${receipts.length > 0 && keys.length > 0 ? sql`union all` : sql``}
    ${
      keys.length > 0
        ? sql`
      select post from keyed where (tenant_id, operation, key) in (select tenant_id, operation, key from kept)`
        : sql``
    }`;
}

const e = EVENT.read();
const { createdAt, post: _, ...d } = DELIVERY.read();
const { eventId, sourceId, providerId, tenantId } = RECEIPT.read();
const { post: __, lock, ...k } = KEY.read();

const PAYLOAD_VALUES = { id: e.id, tenantId: e.tenantId, appId: e.appId, body: "body" };
const EVENT_VALUES = {
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
};
const DELIVERY_VALUES = { ...d, nextAttemptAt: "now()", createdAt };
const RECEIPT_VALUES = { sourceId, providerId, tenantId, eventId };
/** `keyed` has its bytes decoded already. */
const KEY_VALUES = { ...k, requestHash: "request_hash", answer: "answer" };
