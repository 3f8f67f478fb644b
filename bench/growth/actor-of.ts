import type { SeedTenant } from "#bench/seed/population.ts";
import type { Actor } from "#domain/call/actor.ts";
import { systemActor } from "#domain/call/system-actor.ts";

/** Somebody who may read a seeded tenant's log. */
export function actorOf({ id }: Pick<SeedTenant, "id">): Actor {
  return { ...systemActor(id, { name: "Benchmark" }), permissions: ["manage_webhooks"] };
}
