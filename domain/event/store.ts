import type postgres from "postgres";
import { type Database, driver, driverOf, type Tx } from "#db/client.ts";
import { withPartitions } from "#db/partition.ts";
import { orNull, rowsOf, text, uuid } from "#db/rows.ts";
import { system } from "#db/tenant.ts";
import { type KeyedRequest, keptRequest, sealAnswer } from "#domain/call/idempotency.ts";
import { DomainError } from "#domain/error.ts";
import { idTime } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { forgetApps, heldRoutes, knownRoutes, noteRevision, type Routes } from "./routes.ts";
import { insertRows, type StoreRows, type Written } from "./store-statement.ts";

/**
 * An event to keep. `only` sends it to one endpoint, whatever that subscribes to, in a single attempt. `about` keeps an
 * operational event from the endpoint it tells of, and from those that do not ask for it by name: where nobody does, it
 * is not kept.
 */
export type NewEvent = {
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
 * What came in at once and is kept as a whole or not at all. `deliveriesMax` is how many it may make. A post with `once`
 * happens once: per Idempotency-Key, whose answer is kept with it, or per a provider's id at a source, which has one event.
 */
export type Post = { events: readonly NewEvent[]; deliveriesMax?: number; once?: Keyed | Received };
type Keyed = { by: "key"; request: KeyedRequest; answer: (stored: readonly StoredEvent[]) => unknown };
type Received = { by: "provider"; tenantId: string; sourceId: string; providerId: string | null };

/**
 * What became of a post. `repeat`: the source had the provider's id before. `gone`: there is no such source any more.
 * `key_taken`: the key was used before or is at work, which `onceByKey` sorts out.
 */
export type PostResult =
  | { is: "stored"; events: StoredEvent[] }
  | { is: "repeat"; eventId: string }
  | { is: "gone" }
  | { is: "key_taken" };

/**
 * The one door to storage. Keeps posts of any tenants, as the system, with a delivery for each endpoint that subscribes to
 * each event: all of them or, throwing, none. Answers in their order. One statement where the routes are known; what
 * changed since they were read, it finds out by itself, writes nothing, and they are read again.
 */
export async function storeEvents(posts: readonly Post[]): Promise<PostResult[]> {
  const events = posts.flatMap((post) => post.events);
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const plan = await planPosts(system(), posts, await knownRoutes(events));
    if (plan.rows.deliveries.length > ROWS_PER_STATEMENT) break;
    const written = await withPartitions(() => insertRows(driver(), plan.rows, plan.revisions)).catch(endpointDeleted);
    if (written === null) forgetApps(events);
    else if (written.changed.length === 0) return resultsOf(driver(), posts, { ...plan, ...written });
    else for (const app of written.changed) noteRevision(app);
  }
  return withPartitions(() => system().transaction((tx) => storePostsIn(tx, posts)));
}

/** The same for one post. */
export async function storePost(post: Post): Promise<PostResult> {
  return only(await storeEvents([post]));
}

function only([result]: readonly PostResult[]): PostResult {
  if (result === undefined) throw new Error("A post was stored without a result.");
  return result;
}

/** So often routes may have changed between a read and its write; after that the endpoints are held. */
const TRIES_MAX = 2;

/** Null where an endpoint was deleted for good since the routes were read: its foreign key says so (SQLSTATE 23503). */
function endpointDeleted(error: unknown): null {
  if (error instanceof Error && Reflect.get(error, "code") === "23503") return null;
  throw error;
}

/** The same in the caller's transaction, for what must be committed together with something else. */
export async function storeEventsIn(
  tx: Tx,
  events: readonly NewEvent[],
  bounds: Pick<Post, "deliveriesMax"> = {},
): Promise<StoredEvent[]> {
  const result = only(await storePostsIn(tx, [{ events, ...bounds }]));
  return storedOf(result);
}

/** The events of a post that is bound to nothing which could be there already. */
export function storedOf(result: PostResult): StoredEvent[] {
  if (result.is === "stored") return result.events;
  throw new Error(`A post that may happen again was not stored: ${result.is}.`);
}

/** The number of statements does not grow with the posts. */
export async function storePostsIn(tx: Tx, posts: readonly Post[]): Promise<PostResult[]> {
  const events = posts.flatMap((post) => post.events);
  const plan = await planPosts(tx, posts, await heldRoutes(tx, events));
  const written = plan.rows.events.length === 0 ? NOTHING_WRITTEN : await insertInSteps(tx, plan.rows);
  return resultsOf(driverOf(tx), posts, { ...plan, ...written });
}

/** One statement, and one per further ROWS_PER_STATEMENT deliveries. */
async function insertInSteps(tx: Tx, rows: StoreRows): Promise<Written> {
  const sql = driverOf(tx);
  const written = await insertRows(sql, { ...rows, deliveries: rows.deliveries.slice(0, ROWS_PER_STATEMENT) }, []);
  const left = rows.deliveries
    .slice(ROWS_PER_STATEMENT)
    .filter(({ post }) => post === null || written.first.has(post))
    .map((row) => ({ ...row, post: null }));
  for (let at = 0; at < left.length; at += ROWS_PER_STATEMENT) {
    await insertRows(sql, { ...NO_ROWS, deliveries: left.slice(at, at + ROWS_PER_STATEMENT) }, []);
  }
  return written;
}

const ROWS_PER_STATEMENT = 5000;
const NOTHING_WRITTEN: Written = { changed: [], first: new Set(), lost: new Set() };
const NO_ROWS: StoreRows = { events: [], deliveries: [], receipts: [], keys: [] };

/** What is inserted, and what is answered once it is there. */
type Plan = { rows: StoreRows; stored: StoredEvent[][]; revisions: NonNullable<Routes["revisions"]> };

/** Posts as rows, with a delivery for each subscriber of each event. A key that is there twice counts for the first. */
async function planPosts(db: Database | Tx, posts: readonly Post[], { to, revisions }: Routes): Promise<Plan> {
  const rows: StoreRows = { events: [], deliveries: [], receipts: [], keys: [] };
  const keys = new Set<string>();
  const stored: StoredEvent[][] = [];
  for (const [at, { events, deliveriesMax, once }] of posts.entries()) {
    const before = rows.deliveries.length;
    const ofPost: StoredEvent[] = [];
    stored.push(ofPost);
    const request = once?.by === "key" ? keptRequest(once.request) : null;
    if (request !== null && keys.size === keys.add(request.lock).size) continue;
    for (const event of events) {
      const subscribers = to(event);
      if (event.about === undefined || subscribers.length > 0)
        ofPost.push(addEvent(rows, event, { subscribers, post: once ? at : null }));
    }
    refuseMoreThan(deliveriesMax, rows.deliveries.length - before);
    if (once?.by === "provider") rows.receipts.push({ post: at, eventId: ofPost[0]?.id ?? "", ...once });
    if (once?.by === "key" && request !== null)
      rows.keys.push({ post: at, ...request, answer: await sealAnswer(db, request, once.answer(ofPost)) });
  }
  return { rows, stored, revisions: revisions ?? [] };
}

function refuseMoreThan(deliveriesMax = Number.POSITIVE_INFINITY, deliveries: number): void {
  if (deliveries <= deliveriesMax) return;
  throw new DomainError(
    "payload_too_large",
    `These events would make ${deliveries} deliveries, and ${deliveriesMax} at once is the most. Send fewer events.`,
  );
}

type Goal = { subscribers: ReturnType<Routes["to"]>; post: number | null };

/** The time in an id is the time of its row, so that filters on either find the same events and deliveries. */
function addEvent(rows: StoreRows, event: NewEvent, { subscribers, post }: Goal): StoredEvent {
  const id = newId();
  const { tenantId, appId, type, body, contentType, sourceId = null, isSynthetic = false, only } = event;
  rows.events.push({
    post,
    id,
    tenantId,
    appId,
    type,
    body,
    contentType,
    sourceId,
    isSynthetic,
    createdAt: idTime(id),
  });
  const deliveryIds = subscribers.map(({ endpointId, maxAttempts }) => {
    const deliveryId = newId();
    rows.deliveries.push({
      ...{ post, id: deliveryId, tenantId, appId, endpointId, eventId: id, eventType: type },
      trigger: only?.trigger ?? "event",
      maxAttempts: only ? 1 : maxAttempts,
      createdAt: idTime(deliveryId),
    });
    return deliveryId;
  });
  return { id, type, deliveries: deliveryIds.length, deliveryIds };
}

/** Repeats' first events are read by a statement of their own, which sees what was committed while the one before waited. */
async function resultsOf(sql: postgres.ISql, posts: readonly Post[], { stored, first, lost }: Stored) {
  const results = posts.map(({ once }, at): PostResult | Received => {
    if (once === undefined || first.has(at)) return { is: "stored", events: stored[at] ?? [] };
    if (once.by === "key") return { is: "key_taken" };
    return lost.has(at) ? { is: "gone" } : once;
  });
  const repeats = results.filter((result) => "by" in result);
  if (repeats.length === 0) return results.filter((result) => "is" in result);
  const eventIds = await findReceipts(sql, repeats);
  return results.map((result): PostResult => {
    if ("is" in result) return result;
    const eventId = eventIds.get(receiptKey(result));
    if (eventId === undefined) throw new Error("A receipt was neither taken nor found.");
    return { is: "repeat", eventId };
  });
}

type Stored = Pick<Plan, "stored"> & Written;

const RECEIPT = rowsOf("row", { sourceId: uuid, providerId: orNull(text) });

async function findReceipts(sql: postgres.ISql, repeats: readonly Received[]): Promise<Map<string, string>> {
  const receipts = await sql<{ sourceId: string; providerId: string; eventId: string }[]>`
    select r.source_id as "sourceId", r.provider_id as "providerId", r.event_id as "eventId"
    from ${RECEIPT.unnest(sql, repeats)}
    join source_receipts r on r.source_id = row.source_id and r.provider_id = row.provider_id`;
  return new Map(receipts.map((receipt) => [receiptKey(receipt), receipt.eventId]));
}

function receiptKey({ sourceId, providerId }: { sourceId: string; providerId: string | null }): string {
  return `${sourceId} ${providerId}`;
}
