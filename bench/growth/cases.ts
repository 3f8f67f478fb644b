import { and, desc } from "drizzle-orm";
import type { z } from "zod";
import type { Seeded } from "#bench/seed/plan-history.ts";
import { RARE_EVENT_TYPE, type SeedEndpoint, type SeedTenant } from "#bench/seed/population.ts";
import { driver } from "#db/client.ts";
import { deliveries } from "#db/schema/delivery.ts";
import { system } from "#db/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { encodeCursor } from "#domain/cursor.ts";
import { countDeliveriesByStatus } from "#domain/delivery/count-by-status.ts";
import { deliveriesMatching } from "#domain/delivery/filter.ts";
import { listDeliveries } from "#domain/delivery/list.ts";
import { listDeliveriesInput } from "#domain/delivery/schema.ts";
import { getEndpointHealth } from "#domain/endpoint/get-health.ts";
import { listEvents } from "#domain/event/list.ts";
import { getAppHealth } from "#domain/health/get-app.ts";
import { formatId } from "#domain/id.ts";

/** A reading that people wait for, as the dashboard or a program asks for it. */
export type GrowthCase = { name: string; run: () => Promise<unknown> };

type Filter = Omit<z.input<typeof listDeliveriesInput>, "limit" | "cursor">;

/** Every filter of the log alone and in the common pairs, first and deep; counts, ids, charts; for the largest tenant. */
export async function growthCases({ tenants, replays, now }: Seeded & { now: Date }): Promise<GrowthCase[]> {
  const [tenant] = tenants;
  if (!tenant) throw new Error("The history has no tenants.");
  const ids = await sampleIds(tenant);
  const places = { tenant, now, ids, replay: replays.find((replay) => replay.tenant === tenant)?.id ?? tenant.id };
  const filters = { ...alone(places), ...pairs(places) };
  const first = Object.entries(filters).map(([name, filter]) => logCase(tenant, name, filter));
  const deep = await Promise.all(
    DEEP.map(async (name) => {
      const cursor = await deepCursor(tenant, filters[name] ?? {});
      return logCase(tenant, `${name}, page 1,000`, { ...filters[name], cursor });
    }),
  );
  return [...first, ...deep, ...countCases(places), ...chartCases(places)];
}

type Places = { tenant: SeedTenant; now: Date; ids: Samples; replay: string };

const DEEP = ["no filter", "status succeeded", "type, common", "endpoint, busy", "code 200", "since half a year"];

function logCase(tenant: SeedTenant, name: string, input: z.input<typeof listDeliveriesInput>): GrowthCase {
  return { name, run: () => listDeliveries({ actor: actorOf(tenant) }, input) };
}

function alone({ tenant, now, ids, replay }: Places): Record<string, Filter> {
  const { busy, quiet } = endpointsOf(tenant);
  return {
    "no filter": {},
    "status succeeded": { status: ["succeeded"] },
    "status failed": { status: ["failed"] },
    "status dead_letter": { status: ["dead_letter"] },
    "status cancelled": { status: ["cancelled"] },
    "status pending": { status: ["pending"] },
    "status retrying": { status: ["retrying"] },
    "status sending": { status: ["sending"] },
    "status failed or dead_letter": { status: ["failed", "dead_letter"] },
    "type, common": { eventType: [tenant.pickType(0)] },
    "type, rare": { eventType: [RARE_EVENT_TYPE] },
    "type, never sent": { eventType: ["no.such.type"] },
    "endpoint, busy": { endpointId: formatId("ep", busy.id) },
    "endpoint, quiet": { endpointId: formatId("ep", quiet.id) },
    event: { eventId: formatId("evt", ids.eventId) },
    "trigger replay": { trigger: "replay" },
    "trigger test": { trigger: "test" },
    "code 200": { responseCode: 200 },
    "code 204": { responseCode: 204 },
    "code 503": { responseCode: 503 },
    "code 418, rare": { responseCode: 418 },
    "code 599, never": { responseCode: 599 },
    "error timeout": { error: "timeout" },
    "error bad_response, rare": { error: "bad_response" },
    "error unknown, never": { error: "unknown" },
    "since half a year": { before: weeksBefore(now, 26) },
    "a week half a year ago": { after: weeksBefore(now, 27), before: weeksBefore(now, 26) },
    "q of a delivery": { q: formatId("dlv", ids.deliveryId) },
    "q of an event": { q: formatId("evt", ids.eventId) },
    "q of an attempt": { q: formatId("att", ids.attemptId) },
    "q of an endpoint": { q: formatId("ep", quiet.id) },
    "q of a bulk replay": { q: formatId("rpl", replay) },
    "q of nothing": { q: formatId("dlv", tenant.id) },
  };
}

function pairs({ tenant, now }: Places): Record<string, Filter> {
  const { busy, quiet } = endpointsOf(tenant);
  const endpointId = formatId("ep", busy.id);
  const week = { after: weeksBefore(now, 27), before: weeksBefore(now, 26) };
  return {
    "endpoint and status failed": { endpointId, status: ["failed"] },
    "endpoint and status dead_letter": { endpointId, status: ["dead_letter"] },
    "quiet endpoint and status dead_letter": { endpointId: formatId("ep", quiet.id), status: ["dead_letter"] },
    "endpoint and error timeout": { endpointId, error: "timeout" },
    "endpoint and error bad_response, rare": { endpointId, error: "bad_response" },
    "endpoint and code 503": { endpointId, responseCode: 503 },
    "endpoint and code 418, rare": { endpointId, responseCode: 418 },
    "endpoint and type, common": { endpointId, eventType: [tenant.pickType(0)] },
    "endpoint and type, rare": { endpointId, eventType: [RARE_EVENT_TYPE] },
    "endpoint and trigger replay": { endpointId, trigger: "replay" },
    "endpoint and a week": { endpointId, ...week },
    "status dead_letter and type, common": { status: ["dead_letter"], eventType: [tenant.pickType(0)] },
    "status dead_letter and type, rare": { status: ["dead_letter"], eventType: [RARE_EVENT_TYPE] },
    "status dead_letter and a week": { status: ["dead_letter"], ...week },
    "type, rare, and a week": { eventType: [RARE_EVENT_TYPE], ...week },
    "error timeout and a week": { error: "timeout", ...week },
    "code 503 and a week": { responseCode: 503, ...week },
  };
}

function countCases({ tenant }: Places): GrowthCase[] {
  const { busy } = endpointsOf(tenant);
  const count = (name: string, input: Filter): GrowthCase => ({
    name: `counts: ${name}`,
    run: () => countDeliveriesByStatus({ actor: actorOf(tenant) }, input),
  });
  return [
    count("no filter", {}),
    count("endpoint, busy", { endpointId: formatId("ep", busy.id) }),
    count("type, common", { eventType: [tenant.pickType(0)] }),
    count("type, rare", { eventType: [RARE_EVENT_TYPE] }),
    count("code 503", { responseCode: 503 }),
    count("error timeout", { error: "timeout" }),
  ];
}

function chartCases({ tenant, now }: Places): GrowthCase[] {
  const caller = { actor: actorOf(tenant) };
  // Up to the history's end: where it was kept, that was not a moment ago.
  const [after, before] = [new Date(now.getTime() - 30 * DAY_MS).toISOString(), now.toISOString()];
  const id = formatId("ep", endpointsOf(tenant).busy.id);
  return [
    { name: "overview, 24 hours", run: () => getAppHealth(caller, { before }) },
    { name: "overview, 30 days", run: () => getAppHealth(caller, { after, before }) },
    { name: "endpoint, 30 days", run: () => getEndpointHealth(caller, { id, after, before }) },
    { name: "events, no filter", run: () => listEvents(caller, {}) },
    { name: "events, rare type", run: () => listEvents(caller, { type: RARE_EVENT_TYPE }) },
  ];
}

const DAY_MS = 86_400_000;

function weeksBefore(now: Date, weeks: number): string {
  return new Date(now.getTime() - weeks * 7 * DAY_MS).toISOString();
}

/** A good endpoint with much traffic and a good one with little: their failures are few among many. */
function endpointsOf({ endpoints }: SeedTenant): { busy: SeedEndpoint; quiet: SeedEndpoint } {
  const good = endpoints.filter(({ temper }) => temper.name === "good");
  const [busy] = good;
  const quiet = good.at(-1);
  if (!busy || !quiet) throw new Error("The tenant has no good endpoint.");
  return { busy, quiet };
}

function actorOf({ id }: Pick<SeedTenant, "id">): Actor {
  return systemActor(id, { name: "Benchmark", permissions: ["manage_webhooks"] });
}

const PAGE_ROWS = 50;
const PAGES = 999;

/** The cursor to page 1,000 of a list, or to the last page of a shorter one. Nobody waits for it: it reads its way there. */
async function deepCursor(tenant: SeedTenant, filter: z.input<typeof listDeliveriesInput>): Promise<string> {
  const { limit: _limit, cursor: _cursor, ...parsed } = listDeliveriesInput.parse(filter);
  const matching = and(deliveriesMatching({ tenantId: tenant.id, id: tenant.appId, hasPurges: false }, parsed));
  const rows = await system()
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(matching)
    .orderBy(desc(deliveries.id))
    .limit(PAGES * PAGE_ROWS);
  const place = rows.length < PAGES * PAGE_ROWS ? Math.max(0, rows.length - PAGE_ROWS) : rows.length - 1;
  const row = rows[place];
  if (!row) throw new Error("The list is empty.");
  return encodeCursor({ list: `deliveries:${tenant.appId}`, tenantId: tenant.id }, row.id);
}

/** Ids of one delivery half way down a tenant's history, as somebody would paste them. */
type Samples = { deliveryId: string; eventId: string; attemptId: string };

async function sampleIds({ id }: SeedTenant): Promise<Samples> {
  const [row] = await driver()<Samples[]>`
    with middle as (
      select d.id, d.event_id from deliveries d
      where d.tenant_id = ${id} and d.attempt_count > 0
        and d.id > (select id from deliveries where tenant_id = ${id} order by id
          offset (select count(*) / 2 from deliveries where tenant_id = ${id}) limit 1)
      order by d.id limit 1
    )
    select m.id as "deliveryId", m.event_id as "eventId", a.id as "attemptId"
    from middle m join attempts a on a.delivery_id = m.id limit 1`;
  if (!row) throw new Error("The tenant has no deliveries.");
  return row;
}
