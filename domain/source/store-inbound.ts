import { driverOf, type Tx } from "#db/client.ts";
import { withPartitions } from "#db/partition.ts";
import { orNull, rowsOf, text, uuid } from "#db/rows.ts";
import { system } from "#db/tenant.ts";
import type { NewEvent } from "#domain/event/event-rows.ts";
import { storeEvents } from "#domain/event/store.ts";
import { newId } from "#domain/new-id.ts";

/** A proven request on its way to become an event; `providerId` is what a repeat of it is known by. All ids are uuids. */
export type Inbound = Omit<NewEvent, "id" | "sourceId"> & { sourceId: string; providerId: string | null };

/** The event that a request became, or that the first of its kind became before; null where its source is gone by now. */
export type StoredInbound = { eventId: string; isRepeat: boolean } | null;

/** Keeps what sources received, in one transaction of its own: all of it or, throwing, none. Answers in their order. */
export async function keepInbound(requests: readonly Inbound[]): Promise<StoredInbound[]> {
  return withPartitions(() => system().transaction((tx) => storeInbound(tx, requests)));
}

/** Keeps what a source received, in a transaction of its own. */
export async function keepOneInbound(request: Inbound): Promise<StoredInbound> {
  const [stored] = await keepInbound([request]);
  if (stored === undefined) throw new Error("What a source received was not stored.");
  return stored;
}

/**
 * Keeps what sources received, in the caller's transaction, as the system: a fixed number of statements for any number of
 * requests and sources. The receipts' primary key decides which of several repeats is the first, also between
 * transactions: whoever comes second waits for the first to commit, and finds its event.
 */
export async function storeInbound(tx: Tx, given: readonly Inbound[]): Promise<StoredInbound[]> {
  const requests = given.map((request) => ({ ...request, id: newId() }));
  const entries = await enter(tx, requests);
  const isRepeat = ({ id }: Identified) => entries.get(id) === false;
  const first = requests.filter(({ id }) => entries.get(id) === true);
  const repeats = requests.filter(isRepeat);
  const known = repeats.length === 0 ? new Map<string, string>() : await findReceipts(tx, repeats);
  await storeEvents(tx, first);
  return requests.map((request) => {
    if (!entries.has(request.id)) return null;
    const eventId = isRepeat(request) ? known.get(receiptKey(request.sourceId, request.providerId)) : request.id;
    if (eventId === undefined) throw new Error("A receipt was neither taken nor found.");
    return { eventId, isRepeat: isRepeat(request) };
  });
}

type Identified = Inbound & { id: string };

const REQUEST = rowsOf("row", { eventId: uuid, tenantId: uuid, sourceId: uuid, providerId: orNull(text) });
const RECEIPT = rowsOf("row", { sourceId: uuid, providerId: orNull(text) });

/**
 * Takes a receipt for each request that has a provider's id, at sources that are there: those stay until the transaction
 * ends, a delete waits for it. Answers by event id whether it is the first of its kind; one whose source is gone is not
 * among them. In the order of the keys, so that two of these never wait for each other.
 */
async function enter(tx: Tx, requests: readonly Identified[]): Promise<Map<string, boolean>> {
  const sql = driverOf(tx);
  const rows = requests.map(({ id, ...request }) => ({ ...request, eventId: id }));
  const entries = await sql<{ event_id: string; is_first: boolean }[]>`
    with request as materialized (
      select ${REQUEST.list(sql)}
      from ${REQUEST.unnest(sql, rows)}
    ), held as materialized (
      select id from sources where id in (select source_id from request) order by id for key share
    ), receipt as (
      insert into source_receipts (source_id, provider_id, tenant_id, event_id)
      select source_id, provider_id, tenant_id, event_id from request join held on held.id = source_id
      where provider_id is not null
      order by source_id, provider_id, event_id
      on conflict do nothing
      returning event_id
    )
    select request.event_id, provider_id is null or receipt.event_id is not null as is_first
    from request join held on held.id = source_id left join receipt on receipt.event_id = request.event_id`;
  return new Map(entries.map(({ event_id, is_first }) => [event_id, is_first]));
}

/** The first event of each. A statement of its own, because it must see what others have committed since the one before. */
async function findReceipts(tx: Tx, requests: readonly Identified[]): Promise<Map<string, string>> {
  const sql = driverOf(tx);
  const receipts = await sql<{ source_id: string; provider_id: string; event_id: string }[]>`
    select r.source_id, r.provider_id, r.event_id
    from ${RECEIPT.unnest(sql, requests)}
    join source_receipts r on r.source_id = row.source_id and r.provider_id = row.provider_id`;
  return new Map(receipts.map((row) => [receiptKey(row.source_id, row.provider_id), row.event_id]));
}

function receiptKey(sourceId: string, providerId: string | null): string {
  return `${sourceId} ${providerId}`;
}
