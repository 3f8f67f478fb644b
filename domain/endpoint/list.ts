import { and, arrayOverlaps, desc, eq, ilike, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { likePattern } from "#db/like-pattern.ts";
import { endpointHealth, endpoints } from "#db/schema/endpoint.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { type CursorScope, decodeCursor, encodeCursor } from "#domain/cursor.ts";
import { patternsMatching } from "#domain/event-type/rule/name.ts";
import { NO_FIGURES, recentFigures } from "#domain/health/recent-figures.ts";
import { healthState } from "#domain/health/state.ts";
import type { HealthState } from "#domain/health/words.ts";
import { parseId } from "#domain/id.ts";
import { endpointPage, listEndpointsInput } from "./schema.ts";
import { presentEndpoints } from "./serialize.ts";

export const listEndpoints = operation({
  id: "endpoint.list",
  summary: "List endpoints",
  description:
    "Newest first. Deleted ones are listed only with `status=inactive`, or when `q` is their id. A page may hold fewer " +
    "than `limit` and still have a next one.",
  permission: "manage_webhooks",
  scope: "app",
  input: listEndpointsInput,
  output: endpointPage,
  audited: false,
  run: async ({ app, tx }, { limit, cursor, health, ...filter }) => {
    const scope: CursorScope = { list: `endpoints:${app.id}`, tenantId: app.tenantId };
    const before = cursor === undefined ? undefined : decodeCursor(scope, cursor);
    const scanMax = health === undefined ? limit : SCAN_MAX;
    const candidates = await findCandidates(tx, app, { ...filter, before, max: scanMax + 1 });
    const scanned = candidates.slice(0, scanMax);
    const matching = health === undefined ? scanned : await inState(tx, scanned, health);
    const page = matching.slice(0, limit).map(({ id }) => id);
    const lastSeen = matching.length > limit ? page.at(-1) : scanned.at(-1)?.id;
    const hasMore = matching.length > limit || candidates.length > scanMax;
    return {
      data: await presentEndpoints(tx, app, await rowsOf(tx, page)),
      nextCursor: hasMore && lastSeen !== undefined ? encodeCursor(scope, lastSeen) : null,
    };
  },
});

/** A health state is computed, not stored: this many endpoints are looked at for one page of those in a state. */
const SCAN_MAX = 1000;

type Filter = Pick<z.output<typeof listEndpointsInput>, "status" | "eventType" | "q">;
type Candidate = { id: string; consecutiveFailures: number };

async function findCandidates(
  tx: Tx,
  { tenantId, id }: AppContext,
  { status, eventType, q, before, max }: Filter & { before: string | undefined; max: number },
): Promise<Candidate[]> {
  const namedId = q === undefined ? null : parseId("ep", q.trim());
  const notDeleted = namedId === null ? ne(endpoints.status, "inactive") : undefined;
  return tx
    .select({
      id: endpoints.id,
      consecutiveFailures: sql<number>`coalesce(${endpointHealth.consecutiveFailures}, 0)`,
    })
    .from(endpoints)
    .leftJoin(endpointHealth, eq(endpointHealth.endpointId, endpoints.id))
    .where(
      and(
        eq(endpoints.tenantId, tenantId),
        eq(endpoints.appId, id),
        status === undefined ? notDeleted : eq(endpoints.status, status),
        eventType === undefined ? undefined : wouldReceive(eventType),
        namedId !== null ? eq(endpoints.id, namedId) : q === undefined ? undefined : mentions(q),
        before === undefined ? undefined : lt(endpoints.id, before),
      ),
    )
    .orderBy(desc(endpoints.id))
    .limit(max);
}

function wouldReceive(eventType: string) {
  return or(isNull(endpoints.eventTypes), arrayOverlaps(endpoints.eventTypes, patternsMatching(eventType)));
}

function mentions(q: string) {
  const pattern = likePattern(q);
  return or(ilike(endpoints.name, pattern), ilike(endpoints.url, pattern), ilike(endpoints.description, pattern));
}

async function inState(tx: Tx, candidates: readonly Candidate[], state: HealthState): Promise<Candidate[]> {
  const figures = await recentFigures(
    tx,
    candidates.map(({ id }) => id),
  );
  return candidates.filter(
    ({ id, consecutiveFailures }) => healthState({ ...(figures.get(id) ?? NO_FIGURES), consecutiveFailures }) === state,
  );
}

async function rowsOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return [];
  return tx.select().from(endpoints).where(inArray(endpoints.id, ids)).orderBy(desc(endpoints.id));
}
