import { groupBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** One body is one event: a post that was repeated with its Idempotency-Key until it was accepted is kept once. */
export const aKeyKeepsOneEvent: Invariant = {
  name: "a post that was repeated under its key is kept once",
  check: ({ posts, events }) => {
    const eventsOf = groupBy(events, ({ bodySha256 }) => bodySha256);
    return posts.flatMap(({ number, isKeyed, bodySha256, outcome }) => {
      const ids = (eventsOf.get(bodySha256) ?? []).map(({ id }) => id);
      if (ids.length > 1) return [`post ${number} was kept ${ids.length} times: ${ids.join(", ")}`];
      return isKeyed && outcome.kind !== "accepted" ? [`post ${number} was never accepted, for all its key`] : [];
    });
  },
};
