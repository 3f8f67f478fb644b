import type postgres from "postgres";
import { formatId, type IdPrefix } from "#domain/id.ts";
import type { Evidence } from "./evidence.ts";

/**
 * Triggers that write down every change of a delivery's and an endpoint's state, in the transaction that changes it. The
 * server adds when each was committed. One that is stored as being sent counts as claimed in that moment. The functions run as their owner, because tenants' roles may write nothing here.
 */
export async function installJournal(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema faults;
    create table faults.delivery_changes (
      number bigint generated always as identity primary key,
      delivery_id uuid not null, from_status text not null, to_status text not null,
      attempt_count_before int not null, attempt_count int not null,
      next_attempt_at timestamptz, decided_at timestamptz not null default now()
    );
    create table faults.endpoint_changes (
      number bigint generated always as identity primary key,
      endpoint_id uuid not null, from_status text not null, to_status text not null
    );
    create function faults.note_delivery() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    begin
      insert into faults.delivery_changes (delivery_id, from_status, to_status, attempt_count_before, attempt_count, next_attempt_at)
      values (new.id, coalesce(old.status, 'pending'), new.status, coalesce(old.attempt_count, 0), new.attempt_count, new.next_attempt_at);
      return null;
    end $$;
    create function faults.note_endpoint() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
    begin
      insert into faults.endpoint_changes (endpoint_id, from_status, to_status) values (new.id, old.status, new.status);
      return null;
    end $$;
    create trigger faults_note after update on deliveries for each row
      when (old.status is distinct from new.status or old.attempt_count is distinct from new.attempt_count
        or old.status in ('succeeded', 'failed', 'dead_letter', 'cancelled'))
      execute function faults.note_delivery();
    create trigger faults_note_sent after insert on deliveries for each row
      when (new.status = 'sending')
      execute function faults.note_delivery();
    create trigger faults_note after update on endpoints for each row
      when (old.status is distinct from new.status)
      execute function faults.note_endpoint();`);
}

/** Reads the journal in its order, each entry with the moment its transaction was committed. */
export async function readChanges(sql: postgres.Sql): Promise<Pick<Evidence, "deliveryChanges" | "endpointChanges">> {
  const deliveryChanges = await sql<Evidence["deliveryChanges"][number][]>`
    select delivery_id as "deliveryId", from_status as "from", to_status as "to",
      attempt_count_before as "attemptCountBefore", attempt_count as "attemptCount",
      (extract(epoch from next_attempt_at) * 1000)::float8 as "nextAttemptAtMs",
      (extract(epoch from decided_at) * 1000)::float8 as "decidedAtMs",
      (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAtMs"
    from faults.delivery_changes order by number`;
  const endpointChanges = await sql<Evidence["endpointChanges"][number][]>`
    select endpoint_id as "endpointId", from_status as "from", to_status as "to",
      (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as "committedAtMs"
    from faults.endpoint_changes order by number`;
  return {
    deliveryChanges: deliveryChanges.map((row) => withPublicIds(row, { deliveryId: "dlv" })),
    endpointChanges: endpointChanges.map((row) => withPublicIds(row, { endpointId: "ep" })),
  };
}

/** A row with the public ids behind these of its uuids. */
export function withPublicIds<Row extends object>(row: Row, prefixes: Record<string, IdPrefix>): Row {
  const ids = Object.entries(prefixes).map(([name, prefix]) => [
    name,
    formatId(prefix, String(Reflect.get(row, name))),
  ]);
  return { ...row, ...Object.fromEntries(ids) };
}
