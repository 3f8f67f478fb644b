import { eq, sql } from "drizzle-orm";
import type postgres from "postgres";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { driver, queueDriver } from "#db/client.ts";
import { connect } from "#db/connect.ts";
import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { idFloor } from "#domain/id.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { claimDeliveries } from "./claim.ts";
import { dueEndpoints, endpointsOfRetries } from "./due-endpoints.ts";
import { makeDispatchable } from "./test-queue.ts";
import { enterWorker } from "./worker-lease.ts";

const database = ownTestDatabase();
let tenant: Awaited<ReturnType<typeof makeTenant>>;
const endpointIds: string[] = [];
beforeAll(async () => {
  tenant = await makeTenant();
  for (let made = 0; made < 3; made++) endpointIds.push((await makeDispatchable(tenant)).endpointId);
});

/** What the table and its statistics may have come to, in this order. */
const STATES: [string, () => Promise<unknown>][] = [
  ["fresh, without statistics", async () => undefined],
  ["200,000 wait, analyzed", () => fill(200_000).then(() => driver()`analyze`)],
  ["all are gone, and nobody has analyzed", () => driver()`delete from deliveries_live`],
  ["truncated", () => driver()`truncate deliveries_live`],
  ["few rows, said to be many", () => pretend({ live: 1e12, others: 0 })],
  ["many rows, said to be none", () => fill(20_000).then(() => pretend({ live: 0, others: 1e12 }))],
  ["analyzed while it was empty", () => driver()`truncate deliveries_live`.then(() => driver()`analyze`)],
  ["filled after that", () => fill(20_000)],
];

test("the plans of a claim are the same whatever the statistics say, and leave the log alone", async () => {
  const old = await openSession();
  const seen = new Map<string, { fresh: Plans; kept: Plans }>();
  try {
    for (const [state, arrive] of STATES) {
      await arrive();
      const session = await openSession();
      seen.set(state, { fresh: await plansOf(session), kept: await plansOf(old) });
      await session.end();
    }
  } finally {
    await old.end();
  }
  const [first] = seen.values();
  expect(first?.fresh.length).toBe(3);
  expect(first?.fresh.flat().join("\n")).not.toMatch(/deliveries_ended|Seq Scan on deliveries_live/);
  for (const [state, { fresh, kept }] of seen) {
    expect({ state, plans: fresh }).toEqual({ state, plans: first?.fresh });
    expect({ state, plans: kept }).toEqual({ state, plans: first?.fresh });
  }
});

/** A session with the settings that the queue's have. */
async function openSession(): Promise<postgres.Sql> {
  const rows = await queueDriver()<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where source = 'client' and (name like 'enable%' or name in ('jit', 'plan_cache_mode'))`;
  const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  return connect(database.url, { max: 1, connection: settings });
}

/** A plan as a list of its nodes, each with its index. */
type Plans = string[][];

/** Runs a claim with what goes before it, and asks how each of its statements is carried out: as it was prepared. */
async function plansOf(session: postgres.Sql): Promise<Plans> {
  const workerId = await enterWorker(session);
  await dueEndpoints(session, { limit: 100 });
  await endpointsOfRetries(session, null);
  const lanes = endpointIds.map((endpointId) => ({ endpointId, ...LANE }));
  await claimDeliveries(session, { workerId, claim: 1, lanes, retriesFirst: false, suspectRoom: 1 });
  const prepared = await session<{ name: string; parameters: number; statement: string }[]>`
    select name, cardinality(parameter_types) as parameters, statement from pg_prepared_statements
    where statement like '%deliveries_live%' order by prepare_time, statement`;
  const plans: Plans = [];
  for (const { name, parameters } of prepared.filter(
    ({ statement }) => !statement.includes("pg_prepared_statements"),
  )) {
    const nothing = parameters === 0 ? "" : `(${Array.from({ length: parameters }, () => "null").join(", ")})`;
    const [row] = await session.unsafe(`explain (format json) execute "${name}"${nothing}`);
    plans.push(nodesOf(z.tuple([z.object({ Plan: node })]).parse(row?.["QUERY PLAN"])[0].Plan));
  }
  return plans;
}

const LANE = { quota: 1, retryQuota: 1, firstFrom: new Date(0), retryFrom: new Date(0) };

type Node = { "Node Type": string; "Index Name"?: string; "Relation Name"?: string; Plans?: Node[] };
const node: z.ZodType<Node> = z.object({
  "Node Type": z.string(),
  "Index Name": z.string().optional(),
  "Relation Name": z.string().optional(),
  get Plans() {
    return z.array(node).optional();
  },
});

function nodesOf({
  "Node Type": type,
  "Index Name": index,
  "Relation Name": table,
  Plans: below = [],
}: Node): string[] {
  const name = [type, table && `on ${table}`, index && `by ${KEYS.test(index) ? "key" : index}`]
    .filter(Boolean)
    .join(" ");
  return [name, ...below.flatMap(nodesOf).map((line) => `  ${line}`)];
}

/** One row by its id, where all indexes are of a page and cost the same: neither table grows while a plan is in use. */
const KEYS = /^(endpoints|apps)_/;

/** So many deliveries waiting, a tenth of them retries. */
async function fill(count: number): Promise<void> {
  const moment = idFloor(new Date()).slice(0, 13);
  await system().execute(sql`
    insert into deliveries_live (id, tenant_id, app_id, endpoint_id, event_id, event_type, max_attempts, is_retry, status,
      next_attempt_at)
    select overlay(gen_random_uuid()::text placing ${moment} from 1 for 13)::uuid, ${tenant.id}::uuid, ${tenant.appId}::uuid,
      e.id, gen_random_uuid(), 'order.paid', 10, n % 10 = 0, case when n % 10 = 0 then 'retrying' else 'pending' end, now()
    from generate_series(1, ${count}::int) n
    join (select id, row_number() over () as place from endpoints where ${eq(endpoints.tenantId, tenant.id)}) e
      on e.place = 1 + n % ${endpointIds.length}::int`);
}

/** Statistics that are wrong by as much as can be. */
async function pretend({ live, others }: { live: number; others: number }): Promise<void> {
  await driver()`
    update pg_class set relpages = least(reltuples, 1000000000), reltuples = case
      when relname like 'deliveries_live%' then ${live}::float4 else ${others}::float4 end
    where relname like 'deliveries_live%' or relname similar to '(endpoints|apps|workers|lane_shares|endpoint_lanes|history_purges)%'`;
}
