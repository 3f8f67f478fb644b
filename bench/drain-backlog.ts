import { drained, seedBacklog, setStatus } from "./backlog.ts";
import type { BareReceiver } from "./stage.ts";
import type { World } from "./world.ts";

type Drain = {
  endpointIds: readonly string[];
  count: number;
  bodyBytes: number;
  /** Called when everything is seeded and nothing sent. */
  onStart?: () => Promise<void>;
};

/**
 * Seeds a backlog while its endpoints are paused, resumes them, and answers how many deliveries a second a running
 * worker brought from there to the end: the receiver has each, and the last result is committed.
 */
export async function drainBacklog(
  world: World,
  receiver: BareReceiver,
  { endpointIds, count, bodyBytes, onStart }: Drain,
): Promise<number> {
  const { sql } = world;
  await setStatus(sql, endpointIds, "paused");
  await seedBacklog(world, { endpointIds, count, bodyBytes });
  await onStart?.();
  const startedAt = performance.now();
  await setStatus(sql, endpointIds, "active");
  await receiver.hits(count);
  await drained(sql);
  return count / ((performance.now() - startedAt) / 1000);
}
