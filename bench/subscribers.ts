import type { World } from "./world.ts";

/** The size of a message, as most webhooks are. */
export const BODY_BYTES = 1024;

/** Enough endpoints that no limit of theirs binds. */
const ENDPOINTS = 10;

/** The endpoints that take a backlog; answers their uuids. */
export async function addEndpoints(world: World, origin: string): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; number <= ENDPOINTS; number++) {
    ids.push(await world.addEndpoint({ url: `${origin}/quick/${number}`, type: "bench.backlog" }));
  }
  return ids;
}
