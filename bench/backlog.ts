import type postgres from "postgres";
import { holdsWithin } from "#harness/holds-within.ts";
import type { BareReceiver } from "./stage.ts";
import type { World } from "./world.ts";

export type Backlog = {
  endpointIds: readonly string[];
  count: number;
  bodyBytes: number;
  /** False: all deliveries are of one event, which is enough where none is sent. */
  hasOwnEvents?: boolean;
};

/**
 * Puts due deliveries into the queue, in turn to each of the endpoints, and leaves the database as it would be a moment
 * later: with statistics, and without work of the seeding's own still to be written to disk.
 */
export async function seedBacklog(world: World, { endpointIds, count, bodyBytes, hasOwnEvents = true }: Backlog) {
  const { sql, tenantId, appId } = world;
  await sql`
    with incoming as materialized (
      select uuidv7() as id, convert_to(
        '{"type":"bench.backlog","number":' || n || ',"padding":"' || repeat(md5(n::text), ${Math.ceil(bodyBytes / 32)}), 'UTF8') as text
      from generate_series(1, ${hasOwnEvents ? count : 1}::int) as n
    ), event as materialized (
      select id, substr(text, 1, ${bodyBytes - 2}::int) || '"}'::bytea as body, row_number() over () as number from incoming
    ), payload as (
      insert into event_payloads (id, tenant_id, app_id, body) select id, ${tenantId}::uuid, ${appId}::uuid, body from event
    ), kept as (
      insert into events (id, tenant_id, app_id, type, content_type, body_bytes, body_sha256)
      select id, ${tenantId}::uuid, ${appId}::uuid, 'bench.backlog', 'application/json', octet_length(body), sha256(body) from event
    )
    insert into deliveries_live (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts, next_attempt_at)
    select uuidv7(), ${tenantId}::uuid, ${appId}::uuid,
      (${[...endpointIds]}::uuid[])[1 + n % ${endpointIds.length}::int], event.id, 'bench.backlog', 10, now()
    from generate_series(1, ${count}::int) as n join event on event.number = ${hasOwnEvents ? sql`n` : sql`1`}`;
  await settle(sql);
}

/** Lets a database come to rest between two measurements. */
export async function settle(sql: postgres.Sql): Promise<void> {
  await sql`vacuum analyze deliveries_live`;
  await sql`analyze events, event_payloads, endpoints, endpoint_lanes`;
  await sql`checkpoint`;
}

/** Paused endpoints keep what is due to themselves; resumed ones wake the workers, as the product's own resume does. */
export async function setStatus(sql: postgres.Sql, endpointIds: readonly string[], status: "active" | "paused") {
  await sql`update endpoints set status = ${status} where id = any(${[...endpointIds]}::uuid[])`;
  await sql`select pg_notify('posthouse_due', '')`;
}

/** Resolves when nothing waits and nothing is being sent. */
export async function drained(sql: postgres.Sql): Promise<void> {
  const isDrained = await holdsWithin(DRAINS_WITHIN_MS, async () => !(await hasUnfinished(sql)), POLL_MS);
  if (!isDrained) throw new Error("The queue did not drain in time.");
}

const DRAINS_WITHIN_MS = 180_000;
const POLL_MS = 100;

async function hasUnfinished(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (select from deliveries where status in ('pending', 'retrying'))
      or exists (select from deliveries where status = 'sending') as yes`;
  return row?.yes ?? false;
}

type Drain = {
  endpointIds: readonly string[];
  count: number;
  bodyBytes: number;
  /** Called when everything is seeded and nothing sent. */
  onStart?: () => Promise<void>;
};

/**
 * Seeds a backlog while its endpoints are paused, resumes them, and answers how many deliveries a second a running
 * worker brought from there to the end: the receiver has each, and the last result is committed.
 */
export async function drainBacklog(
  world: World,
  receiver: BareReceiver,
  { endpointIds, count, bodyBytes, onStart }: Drain,
): Promise<number> {
  const { sql } = world;
  await setStatus(sql, endpointIds, "paused");
  await seedBacklog(world, { endpointIds, count, bodyBytes });
  await onStart?.();
  const startedAt = performance.now();
  await setStatus(sql, endpointIds, "active");
  await receiver.hits(count);
  await drained(sql);
  return count / ((performance.now() - startedAt) / 1000);
}
