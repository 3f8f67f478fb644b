import { count, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import { apps } from "#db/schema/tenant.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { DomainError } from "#domain/error.ts";

export const EVENT_TYPES_PER_APP_MAX = 2000;

/** Lets one at a time add to the app's catalogue, so that two cannot both be the last that fits. */
export async function holdCatalogue(tx: Tx, { id }: AppContext): Promise<void> {
  await tx.select({ id: apps.id }).from(apps).where(eq(apps.id, id)).for("no key update");
}

/** Refuses `adding` more event types where a held catalogue has no free slots for them, archived ones counted. */
export async function requireFreeSlots(tx: Tx, { id }: AppContext, adding: number): Promise<void> {
  const [row] = await tx.select({ there: count() }).from(eventTypes).where(eq(eventTypes.appId, id));
  if ((row?.there ?? 0) + adding <= EVENT_TYPES_PER_APP_MAX) return;
  throw new DomainError("state_forbids", `An app can have at most ${EVENT_TYPES_PER_APP_MAX} event types.`);
}
