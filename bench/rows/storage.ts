import type postgres from "postgres";
import { drainBacklog, drained } from "#bench/backlog.ts";
import { figure, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { flood, startLoad } from "#bench/traffic.ts";
import { addEndpoints, BODY_BYTES, makeWorld } from "#bench/world.ts";

const SECONDS = 5;
const BACKLOG = 10_000;

/** Bytes are the same on every machine. The event and its payload are not counted: those are the sender's. */
export const storage: Row = {
  name: "storage",
  what: "bytes of WAL from accept to success, and bytes that stay in tables and indexes, of a delivery of 1 KiB",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const load = startLoad(stage);
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    const worker = await stage.startWorker({ ...world, roles: ["ingest", "dispatch", "maintain"] });
    await world.addEndpoint({ url: `${receiver.origin}/quick/0`, type: "bench.storage" });
    const { sql, token } = world;
    await sql`create extension if not exists pg_walinspect`;
    const sender = { kind: "program", path: "/api/v1/events", token, types: ["bench.storage"] } as const;
    const accept = async () => {
      await flood(load, { origin: worker.url, sender, seconds: SECONDS });
      await drained(sql);
    };
    const measured = async (play: (onStart: () => Promise<void>) => Promise<unknown>): Promise<Written> => {
      let before = await stateOf(sql);
      await play(async () => {
        before = await stateOf(sql);
      });
      return written(sql, before);
    };
    const backlog = { endpointIds, count: BACKLOG, bodyBytes: BODY_BYTES };
    stage.progress("warming up");
    await accept();
    const rounds = await playRounds(stage, async () => ({
      accepted: await measured(accept),
      claimed: await measured((onStart) => drainBacklog(world, receiver, { ...backlog, onStart })),
    }));
    const [accepted, claimed] = [rounds.map((round) => round.accepted), rounds.map((round) => round.claimed)];
    const walOf = (of: readonly Written[]) => of.map(({ wal }) => wal);
    const kept = accepted.map((round) => round.event + round.delivery + round.attempt);
    return {
      figures: (["event", "delivery", "attempt"] as const).map((row) => {
        const bytes = accepted.map((round) => round[row]);
        return figure(`kept: the ${row}'s row`, "bytes", bytes);
      }),
      reaches: [
        reach("WAL, accepted and delivered", { unit: "bytes", rounds: walOf(accepted), atMost: 2200 }),
        reach("WAL, from a backlog", { unit: "bytes", rounds: walOf(claimed), atMost: 2400 }),
        reach("kept besides the payload", { unit: "bytes", rounds: kept, atMost: 1300 }),
      ],
    };
  },
};

/** Bytes of one delivery: of WAL, and what stays in tables and their indexes. */
type Written = { wal: number; event: number; delivery: number; attempt: number };

type State = { lsn: string; deliveries: number; event: number; delivery: number; attempt: number };

async function stateOf(sql: postgres.Sql): Promise<State> {
  const [state] = await sql<State[]>`
    select pg_current_wal_insert_lsn()::text as lsn, (select count(*) from deliveries_ended)::int as deliveries,
      ${sizeOf(sql, "events")} as event, ${sizeOf(sql, "deliveries_ended")} as delivery, ${sizeOf(sql, "attempts")} as attempt`;
  if (!state) throw new Error("The database did not tell its state.");
  return state;
}

function sizeOf(sql: postgres.Sql, table: string) {
  return sql`(select sum(pg_total_relation_size(relid)) from pg_partition_tree(${table}) where isleaf)::float8`;
}

/** What has been written since, for each delivery that ended; full-page images, events and payloads apart. */
async function written(sql: postgres.Sql, before: State): Promise<Written> {
  const after = await stateOf(sql);
  const [row] = await sql<{ wal: number }[]>`
    with senders as (
      select pg_relation_filenode(r.oid) as file from pg_class r
      left join pg_index i on i.indexrelid = r.oid
      join pg_class t on t.oid = coalesce(i.indrelid, r.oid) or t.reltoastrelid = coalesce(i.indrelid, r.oid)
      where t.relname ~ '^event(s|_payloads)_'
    ), range as (select ${before.lsn}::text::pg_lsn as low, ${after.lsn}::text::pg_lsn as high)
    select ((select sum(record_length - fpi_length) from range, pg_get_wal_records_info(low, high))
      - (select coalesce(sum(record_length - coalesce(block_fpi_length, 0)), 0) from range, pg_get_wal_block_info(low, high, false)
        where block_id = 0 and relfilenode in (select file from senders)))::float8 as wal`;
  const per = (total: number) => total / (after.deliveries - before.deliveries);
  return {
    wal: per(row?.wal ?? Number.NaN),
    event: per(after.event - before.event),
    delivery: per(after.delivery - before.delivery),
    attempt: per(after.attempt - before.attempt),
  };
}
