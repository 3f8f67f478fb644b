import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { DomainError } from "#domain/error.ts";

export const EVENT_TYPES_PER_APP_MAX = 2000;

/** Refuses `adding` more event types where an app that is held has no free slots for them, archived ones counted. */
export async function requireFreeSlots(tx: Tx, { id }: AppContext, adding: number): Promise<void> {
  if ((await tx.$count(eventTypes, eq(eventTypes.appId, id))) + adding <= EVENT_TYPES_PER_APP_MAX) return;
  throw new DomainError("state_forbids", `An app can have at most ${EVENT_TYPES_PER_APP_MAX} event types.`);
}
