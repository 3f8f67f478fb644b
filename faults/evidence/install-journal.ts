import type postgres from "postgres";

/**
 * Triggers that write down every change of a delivery's and an endpoint's state, in the transaction that changes it. The
 * server adds when each was committed. The functions run as their owner, because tenants' roles may write nothing here.
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
      values (new.id, old.status, new.status, old.attempt_count, new.attempt_count, new.next_attempt_at);
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
    create trigger faults_note after update on endpoints for each row
      when (old.status is distinct from new.status)
      execute function faults.note_endpoint();`);
}
