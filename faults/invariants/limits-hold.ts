import { indexBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** No receiver ever had more requests open than its endpoint allows, however many workers there were. */
export const limitsHold: Invariant = {
  name: "never more requests open than maxInFlight",
  check: ({ hits, endpoints }) => {
    const endpointOf = indexBy(endpoints, ({ path }) => path);
    return hits.flatMap(({ path, open, delivery }) => {
      const limit = endpointOf.get(path)?.maxInFlight ?? Number.POSITIVE_INFINITY;
      return open > limit ? [`${delivery} was the ${open}th request open at ${path}, which allows ${limit}`] : [];
    });
  },
};
