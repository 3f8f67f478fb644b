import { indexBy } from "#faults/evidence/group.ts";
import type { Invariant } from "./invariant.ts";

/** What arrives is the event's exact bytes, with a signature that the public package accepts. */
export const bodiesArriveWhole: Invariant = {
  name: "body hash received = accepted, signature valid",
  check: ({ events, hits }) => {
    const eventOf = indexBy(events, ({ id }) => id);
    return hits.flatMap(({ webhookId, delivery, attempt, bodySha256, isSigned }) => {
      const which = `${delivery}, attempt ${attempt}`;
      if (!isSigned) return [`${which}: the signature does not fit`];
      return eventOf.get(webhookId)?.bodySha256 === bodySha256 ? [] : [`${which}: the bytes are not ${webhookId}'s`];
    });
  },
};
