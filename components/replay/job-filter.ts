import { type DeliveryFilters, deliveryLog } from "#components/delivery/list.ts";
import { REPLAYED_BY_DEFAULT, replayability } from "#domain/delivery/rule/replay.ts";
import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { Replay } from "#domain/replay/schema.ts";

/** The filter of a bulk replay as the API takes it and tells it: public ids, times as text. */
export type JobFilter = Replay["filter"];

/** What the log's filters mean for a bulk replay, or why they can't be one. `leftOut`: statuses that are not replayed. */
export type JobPlan =
  | { kind: "job"; filter: JobFilter; leftOut: JobFilter["status"] }
  | { kind: "no"; because: string };

/**
 * The log's filters as a job's. Without a status it means what failed, as in the API. A job can't be narrowed by an id or
 * by what made a delivery: replaying more than is shown would be worse than saying so.
 */
export function jobPlan(filters: DeliveryFilters): JobPlan {
  if (!deliveryLog.isFiltered(filters))
    return { kind: "no", because: "Set a filter first: it says which deliveries are meant." };
  const { q, trigger, status: wanted = REPLAYED_BY_DEFAULT, ...others } = deliveryLog.toInput(filters);
  if (q !== undefined) return no("an id");
  if (trigger !== undefined) return no("what made a delivery");
  const status = wanted.filter(isReplayed);
  if (status.length === 0) {
    return { kind: "no", because: "None of these statuses can be replayed: choose failed, dead letter or succeeded." };
  }
  return { kind: "job", filter: { ...others, status }, leftOut: wanted.filter((one) => !status.includes(one)) };
}

/** To name successes is to ask for them twice. */
function isReplayed(status: DeliveryStatus): boolean {
  return ["free", "forced"].includes(replayability(status));
}

function no(by: string): JobPlan {
  return {
    kind: "no",
    because: `A replay of many can’t be limited by ${by}. Take that filter away, or select rows instead.`,
  };
}
