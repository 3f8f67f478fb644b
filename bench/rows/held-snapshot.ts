import { drainBacklog } from "#bench/backlog.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { addEndpoints, BODY_BYTES, makeWorld } from "#bench/world.ts";
import { connect } from "#db/connect.ts";

const BACKLOG = 30_000;
const BACKLOGS = 5;
const WARM_UP = 5_000;

/** Behind the snapshot nothing that is claimed or has ended can be cleared away, so the last backlog lies behind the most. */
export const heldSnapshot: Row = {
  name: "held-snapshot",
  what: "deliveries/s on the fifth backlog of 30,000 while a session holds one snapshot of the tables, against the first one",
  measure: async (stage) => {
    const receiver = await stage.startReceiver();
    const world = await makeWorld(stage);
    const endpointIds = await addEndpoints(world, receiver.origin);
    await stage.startWorker({ ...world, roles: ["dispatch"] });
    const drain = (count: number) => drainBacklog(world, receiver, { endpointIds, count, bodyBytes: BODY_BYTES });
    stage.progress("warming up");
    await drain(WARM_UP);
    const rounds = await playRounds(stage, async () => {
      const release = await holdSnapshot(world.databaseUrl);
      const rates: number[] = [];
      for (let backlog = 1; backlog <= BACKLOGS; backlog++) rates.push(await drain(BACKLOG));
      await release();
      return { first: rates.at(0) ?? Number.NaN, last: rates.at(-1) ?? Number.NaN };
    });
    const [first, last] = [rounds.map((round) => round.first), rounds.map((round) => round.last)];
    return {
      figures: [figure("the first", "deliveries/s", first), figure("the fifth", "deliveries/s", last)],
      reaches: [reach("the fifth, of the first", { rounds: ratios(last, first), atLeast: 0.8 })],
    };
  },
};

/** Reads the tables in a transaction that goes on seeing them so; answers what ends it. */
async function holdSnapshot(url: string): Promise<() => Promise<void>> {
  const sql = connect(url, { max: 1 });
  await sql.unsafe("begin isolation level repeatable read");
  await sql`select (select count(*) from deliveries), (select count(*) from attempts), (select count(*) from events)`;
  return async () => {
    await sql.unsafe("commit");
    await sql.end({ timeout: 5 });
  };
}
