import type { Load } from "#faults/load.ts";
import type { Stage } from "#faults/stage.ts";

/** Milliseconds between the 202 and the first attempt at an endpoint, the longest of a load's events. */
export async function longestWait(
  { receiver, world }: Stage,
  { load, endpoint }: { load: Pick<Load, "posts">; endpoint: string },
): Promise<number> {
  const path = world.endpoints.find(({ name }) => name === endpoint)?.path;
  const firstHits = (await receiver.ledger()).filter((hit) => hit.path === path && hit.attempt === 1);
  const hitAt = new Map(firstHits.map(({ webhookId, at }) => [webhookId, at]));
  const waits = load.posts.flatMap(({ outcome, endedAtMs }) => {
    const at = outcome.kind === "accepted" ? hitAt.get(outcome.eventId) : undefined;
    return at === undefined ? [] : [at - endedAtMs];
  });
  return Math.max(0, ...waits);
}
