import type postgres from "postgres";
import { z } from "zod";
import { seedBacklog } from "#bench/backlog.ts";
import { figure, ratios, reach } from "#bench/report.ts";
import { playRounds, type Row } from "#bench/stage.ts";
import { makeWorld } from "#bench/world.ts";
import { connect } from "#db/connect.ts";
import { RECEIVER_HOST } from "#harness/receiver.ts";
import { claimDeliveries } from "#worker/dispatch/claim.ts";
import { dueEndpoints } from "#worker/dispatch/due-endpoints.ts";
import { enterWorker } from "#worker/dispatch/worker-lease.ts";

const FEW = 1_000;
const MANY = 1_000_000;
const BODY_BYTES = 256;
/** A prepared statement gets its lasting plan at the sixth run. */
const RUNS = 7;

/** Pages, not time, are held to a bound: what a claim looks at is the same on every machine. */
export const claimCost: Row = {
  name: "claim-cost",
  what: "pages that one claim and one look for due endpoints touch where an endpoint has 1,000,000 due, against 1,000 due",
  measure: async (stage) => {
    const world = await makeWorld(stage);
    const { databaseUrl } = world;
    const endpointId = await world.addEndpoint({ url: `http://${RECEIVER_HOST}:45678/`, type: "bench.backlog" });
    const seed = (count: number) =>
      seedBacklog(world, { endpointIds: [endpointId], count, bodyBytes: BODY_BYTES, hasOwnEvents: false });
    const measure = async () => {
      const rounds = await playRounds(stage, async () => ({
        claim: await explain(databaseUrl, (sql) => repeatedly(() => claim(sql, endpointId))),
        look: await explain(databaseUrl, (sql) => repeatedly(() => dueEndpoints(sql, { limit: 100 }))),
      }));
      return { claims: rounds.map((round) => round.claim), looks: rounds.map((round) => round.look) };
    };
    await seed(FEW);
    const few = await measure();
    stage.progress("making 1,000,000 due");
    await seed(MANY - FEW);
    const many = await measure();
    const pages = (of: readonly Explained[]) => of.map(({ buffers }) => buffers);
    const ms = (of: readonly Explained[]) => of.map((one) => one.ms);
    return {
      figures: [
        figure("claim, 1,000 due", "pages", pages(few.claims)),
        figure("claim, 1,000,000 due", "pages", pages(many.claims)),
        figure("claim, 1,000,000 due", "ms", ms(many.claims)),
        figure("look, 1,000 due", "pages", pages(few.looks)),
        figure("look, 1,000,000 due", "pages", pages(many.looks)),
        figure("look, 1,000,000 due", "ms", ms(many.looks)),
      ],
      reaches: [
        reach("claim: times that of 1,000 due", { rounds: ratios(pages(many.claims), pages(few.claims)), atMost: 1.5 }),
        reach("look: times that of 1,000 due", { rounds: ratios(pages(many.looks), pages(few.looks)), atMost: 1.5 }),
      ],
    };
  },
};

async function repeatedly(run: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; turn < RUNS; turn++) await run();
}

/** Small claims, so that the endpoint's limit of 100 in flight leaves room for all of them. */
async function claim(sql: postgres.Sql, endpointId: string): Promise<void> {
  const from = new Date(0);
  const claimed = await claimDeliveries(sql, {
    workerId: await enterWorker(sql),
    claim: 1,
    lanes: [{ endpointId, quota: 10, retryQuota: 10, firstFrom: from, retryFrom: from }],
    retriesFirst: false,
    suspectRoom: 1,
  });
  if (claimed.length !== 10) throw new Error(`A claim got ${claimed.length} deliveries instead of 10.`);
}

/** What the database says of a statement that it has carried out. */
type Explained = {
  /** Pages looked at, in its own memory or read into it. */
  buffers: number;
  ms: number;
};

const logged = z.object({
  Plan: z.object({
    "Actual Total Time": z.number(),
    "Shared Hit Blocks": z.number(),
    "Shared Read Blocks": z.number(),
  }),
});

/**
 * Runs statements as their own code sends them, prepared and all, and answers how the last one went. What they write is
 * undone.
 */
async function explain(url: string, run: (sql: postgres.Sql) => Promise<unknown>): Promise<Explained> {
  const notices: string[] = [];
  const sql = connect(url, { max: 1, onnotice: ({ message = "" }) => void notices.push(message) });
  try {
    await sql.unsafe(SETTINGS);
    await sql.unsafe("begin");
    await run(sql);
    await sql.unsafe("rollback");
  } finally {
    await sql.end({ timeout: 5 });
  }
  const json = notices.map((message) => message.slice(message.indexOf("{"))).findLast((text) => text.startsWith("{"));
  const { Plan: plan } = logged.parse(JSON.parse(json ?? "null"));
  return { buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], ms: plan["Actual Total Time"] };
}

const SETTINGS = `
  load 'auto_explain';
  set auto_explain.log_min_duration = 0;
  set auto_explain.log_analyze = on;
  set auto_explain.log_buffers = on;
  set auto_explain.log_format = json;
  set client_min_messages = log`;
