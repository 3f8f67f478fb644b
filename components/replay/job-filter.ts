import { DELIVERY_FILTERS, type DeliveryFilters, deliveryLog } from "#components/delivery/list.ts";
import { type Filter, idOf } from "#components/list/filter.ts";
import { REPLAYED_BY_DEFAULT, replayability } from "#domain/delivery/rule/replay.ts";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { Replay } from "#domain/replay/schema.ts";

/** The filter of a bulk replay as the API takes it and tells it: public ids, times as text. */
export type JobFilter = Replay["filter"];

/** The log's own, and one that only programs set. */
export const JOB_FILTERS = {
  ...DELIVERY_FILTERS,
  eventId: idOf("evt", { label: "Event", title: "Events", phrase: (id) => `of the event ${id}` }),
} satisfies Record<keyof JobFilter, Filter>;

/** What the log's filters mean for a bulk replay, or why they can't be one. `leftOut`: statuses that are not replayed. */
export type JobPlan =
  | { kind: "job"; filter: JobFilter; leftOut: JobFilter["status"] }
  | { kind: "no"; because: string };

/**
 * The log's filters as a job's. Without a status it means what failed, as in the API. A job can't be narrowed by an id:
 * replaying more than is shown would be worse than saying so.
 */
export function jobPlan(filters: DeliveryFilters): JobPlan {
  if (!deliveryLog.isFiltered(filters)) return no("Set a filter first: it says which deliveries are meant.");
  const { q, status: wanted = REPLAYED_BY_DEFAULT, ...others } = deliveryLog.toInput(filters);
  if (q !== undefined)
    return no("A replay of many can’t be limited by an id. Take that filter away, or select rows instead.");
  const status = wanted.filter(isReplayed);
  if (status.length === 0)
    return no("None of these statuses can be replayed: choose failed, dead letter or succeeded.");
  return { kind: "job", filter: { ...others, status }, leftOut: wanted.filter((one) => !status.includes(one)) };
}

/** To name successes is to ask for them twice. */
function isReplayed(status: DeliveryStatus): boolean {
  return ["free", "forced"].includes(replayability(status));
}

function no(because: string): JobPlan {
  return { kind: "no", because };
}
