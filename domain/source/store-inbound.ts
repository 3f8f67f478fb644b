import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { type NewEvent, storeEvents } from "#domain/event/store.ts";
import { newId } from "#domain/new-id.ts";

/** A proven request on its way to become an event; `providerId` is what a repeat of it is known by. All ids are uuids. */
export type Inbound = Omit<NewEvent, "id" | "sourceId"> & { sourceId: string; providerId: string | null };

/** The event that a request became, or that the first of its kind became before; null where its source is gone by now. */
export type StoredInbound = { eventId: string; isRepeat: boolean } | null;

/**
 * Keeps what sources received, in the caller's transaction, as the system: a fixed number of statements for any number of
 * requests and sources. The receipts' primary key decides which of several repeats is the first, also between
 * transactions: whoever comes second waits for the first to commit, and finds its event.
 */
export async function storeInbound(tx: Tx, given: readonly Inbound[]): Promise<StoredInbound[]> {
  const sourceIds = await holdSources(tx, given);
  const requests = given.map((request) => ({ ...request, id: newId() }));
  const welcome = requests.filter(({ sourceId }) => sourceIds.has(sourceId));
  const named = welcome.filter(hasProviderId);
  const events = named.length === 0 ? new Map<string, string>() : await takeReceipts(tx, named);
  const eventOf = (request: Identified) => (hasProviderId(request) ? events.get(receiptKey(request)) : request.id);
  await storeEvents(
    tx,
    welcome.filter((request) => eventOf(request) === request.id),
  );
  return requests.map((request) => {
    if (!sourceIds.has(request.sourceId)) return null;
    const eventId = eventOf(request);
    if (eventId === undefined) throw new Error("A receipt was neither taken nor found.");
    return { eventId, isRepeat: eventId !== request.id };
  });
}

/** Those of the requests' sources that are there, and stay until the transaction ends: a delete waits for it. */
async function holdSources(tx: Tx, given: readonly Inbound[]): Promise<Set<string>> {
  const ids = [...new Set(given.map(({ sourceId }) => sourceId))];
  const held = await tx.execute<{ id: string }>(sql`
    select id from sources where id = any(${`{${ids.join(",")}}`}::uuid[]) order by id for key share`);
  return new Set(held.map(({ id }) => id));
}

type Identified = Inbound & { id: string };
type Named = Identified & { providerId: string };

function hasProviderId(request: Identified): request is Named {
  return request.providerId !== null;
}

function receiptKey({ sourceId, providerId }: Pick<Named, "sourceId" | "providerId">): string {
  return `${sourceId} ${providerId}`;
}

/** The event of each receipt: its own for the first, another's for a repeat. */
async function takeReceipts(tx: Tx, requests: readonly Named[]): Promise<Map<string, string>> {
  const rows = requests.map(({ id, tenantId, sourceId, providerId }) => ({
    event_id: id,
    tenant_id: tenantId,
    source_id: sourceId,
    provider_id: providerId,
  }));
  const parameter = sql`${JSON.stringify(rows)}::text::json`;
  // In the order of the key, so that two of these never wait for each other.
  const taken = await tx.execute<Receipt>(sql`
    insert into source_receipts (source_id, provider_id, tenant_id, event_id)
    select source_id, provider_id, tenant_id, event_id
    from json_to_recordset(${parameter}) as row(source_id uuid, provider_id text, tenant_id uuid, event_id uuid)
    order by source_id, provider_id, event_id
    on conflict do nothing
    returning source_id, provider_id, event_id`);
  const found = taken.length === requests.length ? [] : await findReceipts(tx, rows);
  return new Map(
    [...taken, ...found].map((row) => [
      receiptKey({ sourceId: row.source_id, providerId: row.provider_id }),
      row.event_id,
    ]),
  );
}

type Receipt = { source_id: string; provider_id: string; event_id: string };

/** A statement of its own, because it must see what others have committed since the insert began. */
async function findReceipts(tx: Tx, rows: readonly Omit<Receipt, "event_id">[]): Promise<Receipt[]> {
  return tx.execute<Receipt>(sql`
    select distinct r.source_id, r.provider_id, r.event_id
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as row(source_id uuid, provider_id text)
    join source_receipts r on r.source_id = row.source_id and r.provider_id = row.provider_id`);
}
