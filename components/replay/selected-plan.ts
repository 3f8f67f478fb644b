import { replayability } from "#domain/delivery/rule/replay.ts";
import type { Delivery } from "#domain/delivery/schema.ts";

type Row = Pick<Delivery, "id" | "status">;

/** What can be done with chosen rows: replay, replay if repeats are wanted, or nothing. */
export type SelectedPlan = { free: readonly Row[]; arrived: readonly Row[]; unfit: readonly Row[] };

/** Parts chosen rows by the API's rule for single replays; oldest first, as a job goes through them. */
export function selectedPlan(rows: readonly Row[]): SelectedPlan {
  const oldestFirst = [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));
  const {
    free = [],
    forced = [],
    in_flight = [],
    never = [],
  } = Object.groupBy(oldestFirst, ({ status }) => replayability(status));
  return { free, arrived: forced, unfit: [...in_flight, ...never] };
}

/** Refusals by their sentence, the most frequent first: `[["The endpoint was deleted, …", 3]]`. */
export function countRefusals(sentences: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const sentence of sentences) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}
