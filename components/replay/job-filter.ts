import { type DeliveryFilters, isFiltered } from "#components/delivery/filter.ts";
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
  if (!isFiltered(filters)) return { kind: "no", because: "Set a filter first: it says which deliveries are meant." };
  if (filters.q !== null) return no("an id");
  if (filters.trigger !== null) return no("what made a delivery");
  const wanted = filters.status.length === 0 ? FAILED : filters.status;
  const status = wanted.filter((one) => REPLAYABLE.includes(one));
  if (status.length === 0) {
    return { kind: "no", because: "None of these statuses can be replayed: choose failed, dead letter or succeeded." };
  }
  const { endpointId, eventType, error, responseCode, after, before } = filters;
  const filter = {
    status,
    ...(endpointId === null ? {} : { endpointId }),
    ...(eventType.length === 0 ? {} : { eventType }),
    ...(error === null ? {} : { error }),
    ...(responseCode === null ? {} : { responseCode }),
    ...(after === null ? {} : { after }),
    ...(before === null ? {} : { before }),
  };
  return { kind: "job", filter, leftOut: wanted.filter((one) => !status.includes(one)) };
}

const FAILED: JobFilter["status"] = ["failed", "dead_letter"];
const REPLAYABLE: JobFilter["status"] = [...FAILED, "succeeded"];

function no(by: string): JobPlan {
  return {
    kind: "no",
    because: `A replay of many can’t be limited by ${by}. Take that filter away, or select rows instead.`,
  };
}
