import { hash } from "node:crypto";
import { isTerminal } from "#domain/delivery/transition.ts";
import { attemptLine, copyLine, deliveryLine, hexBytes, type SeedDelivery, timestamp } from "./lines.ts";
import { playDelivery } from "./outcome.ts";
import { type SeedWeek, timeOfShare } from "./plan-history.ts";
import type { SeedEndpoint, SeedTenant } from "./population.ts";
import { createIdMaker, type IdMaker, weighted } from "./random.ts";
import type { RollupCounter } from "./rollup-counter.ts";

/** Rows as COPY lines, by table. */
export type SeedRows = Record<
  "events" | "event_payloads" | "deliveries_live" | "deliveries_ended" | "attempts",
  string[]
>;

/** The rows of a week in pieces, so that none fills the memory; weeks are asked for in their order. */
export type History = (week: SeedWeek) => Generator<SeedRows>;

type Options = {
  tenants: readonly SeedTenant[];
  /** What the requests to an endpoint have in common, by endpoint. */
  shapes: ReadonlyMap<string, number>;
  random: () => number;
  nowMs: number;
  rollups: RollupCounter;
  /** The bulk replay that replays of a tenant's in this week belong to. */
  replayIdOf: (tenant: SeedTenant, week: SeedWeek) => string | null;
};

type Making = Options & { newId: IdMaker; pickTenant: (share: number) => SeedTenant; later: Late[]; ended: Ended };
type Late = { atMs: number; line: string };
/** The last delivery of each tenant that failed: what somebody replays. */
type Ended = Map<string, SeedDelivery>;

export function createHistory(options: Options): History {
  const pickTenant = weighted(options.tenants.map((tenant) => [tenant, tenant.weight] as const));
  const making: Making = { ...options, newId: createIdMaker(options.random), pickTenant, later: [], ended: new Map() };
  return (week) => makeWeek(making, week);
}

const PIECE = 2_000;
const REPLAY_SHARE = 0.004;
const TEST_SHARE = 0.0005;

function* makeWeek(making: Making, week: SeedWeek): Generator<SeedRows> {
  let rows = emptyRows();
  const due = making.later.filter(({ atMs }) => atMs < week.toMs);
  making.later = making.later.filter(({ atMs }) => atMs >= week.toMs);
  rows.attempts.push(...due.map(({ line }) => line));
  const spanMs = week.toMs - week.fromMs;
  for (let made = 0; made < week.deliveries; ) {
    const atMs = week.fromMs + Math.floor(timeOfShare(made / week.deliveries) * (spanMs - 1000));
    made += makeEvent(making, week, { atMs, most: week.deliveries - made, rows });
    if (rows.deliveries_ended.length < PIECE) continue;
    yield rows;
    rows = emptyRows();
  }
  yield rows;
}

function emptyRows(): SeedRows {
  return { events: [], event_payloads: [], deliveries_live: [], deliveries_ended: [], attempts: [] };
}

/** An event with its deliveries, or a replay of an older one; answers how many deliveries it made. */
function makeEvent(making: Making, week: SeedWeek, at: { atMs: number; most: number; rows: SeedRows }): number {
  const { random, pickTenant, ended } = making;
  const tenant = pickTenant(random());
  const failed = ended.get(tenant.id);
  if (failed && random() < REPLAY_SHARE) {
    const replayId = making.replayIdOf(tenant, week);
    const again = {
      eventId: failed.eventId,
      eventType: failed.eventType,
      trigger: "replay",
      replayOf: failed.id,
    } as const;
    makeDelivery(making, failed.endpoint, { ...at, week, facts: { ...again, replayId } });
    return 1;
  }
  const isTest = random() < TEST_SHARE;
  const eventType = isTest ? "endpoint.test" : tenant.pickType(random());
  const eventId = storeEvent(making, tenant, { ...at, eventType, isTest });
  const facts = { eventId, eventType, trigger: isTest ? "test" : "event", replayOf: null, replayId: null } as const;
  const targets = isTest
    ? someEndpoints(tenant, 1, random)
    : someEndpoints(tenant, Math.min(fanOut(random()), at.most), random);
  for (const endpoint of targets) makeDelivery(making, endpoint, { ...at, week, facts });
  return targets.length;
}

const fanOut = weighted([
  [1, 50],
  [2, 28],
  [3, 16],
  [5, 6],
]);

/** A tenant's first endpoints get more than its last ones. */
function someEndpoints({ endpoints }: SeedTenant, count: number, random: () => number): SeedEndpoint[] {
  const start = Math.floor(random() ** 2 * endpoints.length);
  const length = Math.min(count, endpoints.length);
  return Array.from({ length }, (_, at) => endpoints[(start + at) % endpoints.length]).filter(
    (found) => found !== undefined,
  );
}

type EventFacts = { atMs: number; eventType: string; isTest: boolean; rows: SeedRows };

function storeEvent({ newId }: Making, tenant: SeedTenant, { atMs, eventType, isTest, rows }: EventFacts): string {
  const id = newId(atMs);
  const at = timestamp(atMs);
  const number = id.slice(-12);
  const body = `{"type":"${eventType}","id":"${number}","createdAt":"${at}","data":{"customer":"c_${number.slice(0, 6)}","currency":"EUR","amount":${atMs % 100_000},"note":"${NOTE.slice(0, 40 + (atMs % 160))}"}}`;
  const sha256 = hexBytes(hash("sha256", body, "hex"));
  const { id: tenantId, appId } = tenant;
  rows.events.push(
    copyLine([id, tenantId, appId, eventType, "application/json", body.length, sha256, isTest ? "t" : "f", at]),
  );
  rows.event_payloads.push(copyLine([id, tenantId, appId, body]));
  return id;
}

const NOTE =
  "Leave it at the back door; the bell does not work and the dog is louder than it looks. Ring twice for the neighbours, who take parcels until eight in the evening on every day but Sunday, when nobody is in.";

type DeliveryFacts = Pick<SeedDelivery, "eventId" | "eventType" | "trigger" | "replayOf" | "replayId">;

function makeDelivery(
  { newId, shapes, random, nowMs, rollups, later, ended }: Making,
  endpoint: SeedEndpoint,
  { atMs, rows, week, facts }: { atMs: number; rows: SeedRows; week: SeedWeek; facts: DeliveryFacts },
): void {
  const id = newId(atMs);
  const played = facts.trigger === "test" ? { ...endpoint, maxAttempts: 1 } : endpoint;
  const outcome = playDelivery(played, { startMs: atMs + 5 + random() * 20, nowMs, random });
  const delivery = { ...facts, id, createdMs: atMs, endpoint: played, outcome };
  rows[isTerminal(outcome.status) ? "deliveries_ended" : "deliveries_live"].push(deliveryLine(delivery));
  for (const [at, attempt] of outcome.attempts.entries()) {
    const shapeId = shapes.get(endpoint.id) ?? 0;
    const line = attemptLine(delivery, { id: newId(attempt.startedMs), number: at + 1, shapeId, attempt });
    if (attempt.startedMs < week.toMs) rows.attempts.push(line);
    else later.push({ atMs: attempt.startedMs, line });
    rollups.add(endpoint, attempt, outcome.status === "dead_letter" && at === outcome.attempts.length - 1);
  }
  if (outcome.status === "failed" || outcome.status === "dead_letter") ended.set(endpoint.tenantId, delivery);
}
