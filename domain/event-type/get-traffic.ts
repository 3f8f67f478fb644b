import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { events } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { idFloor } from "#domain/id.ts";
import { eventTypeTraffic, eventTypeTrafficInput } from "./schema.ts";

/** Counting one event type stops here. */
export const TRAFFIC_COUNT_MAX = 1000;
const DAY_MS = 86_400_000;

/** For the catalogue's page: how busy each event type is. A name that nothing was sent of has none. */
export const getEventTypeTraffic = operation({
  id: "event_type.traffic",
  summary: "Count the events of several types in the last 24 hours",
  permission: "manage_webhooks",
  scope: "app",
  input: eventTypeTrafficInput,
  output: eventTypeTraffic,
  audited: false,
  run: async ({ app, tx }, { names }) => {
    const counts = await countEvents(tx, app, names);
    const data = names.map((name) => ({ name, counted: counts.get(name) ?? 0 }));
    return {
      data: data.map(({ name, counted }) => ({
        name,
        events: Math.min(counted, TRAFFIC_COUNT_MAX),
        isMore: counted > TRAFFIC_COUNT_MAX,
      })),
    };
  },
});

/** Needs the index events_type. Each count stops early, so that a busy type costs no more than a quiet one. */
async function countEvents(tx: Tx, app: AppContext, names: readonly string[]): Promise<Map<string, number>> {
  const floor = idFloor(new Date((await databaseNow(tx)).getTime() - DAY_MS));
  const rows = await tx.execute<{ name: string; events: number }>(sql`
    select wanted.name, (
      select count(*)::int from (
        select 1 from ${events} e
        where e.tenant_id = ${app.tenantId} and e.app_id = ${app.id} and e.type = wanted.name and e.id >= ${floor}
        limit ${TRAFFIC_COUNT_MAX + 1}
      ) found
    ) as events
    from unnest(${sql.param([...names])}::text[]) wanted (name)`);
  return new Map(rows.map(({ name, events: found }) => [name, found]));
}
