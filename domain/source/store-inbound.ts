import { type NewEvent, type Post, type PostResult, storePost } from "#domain/event/store.ts";

/** A proven request on its way to become an event; `providerId` is what a repeat of it is known by. All ids are uuids. */
export type Inbound = Omit<NewEvent, "sourceId"> & { sourceId: string; providerId: string | null };

/** The event that a request became, or that the first of its kind became before; null where its source is gone by now. */
export type StoredInbound = { eventId: string; isRepeat: boolean } | null;

/** Keeps what a source received; `store` may put together what comes at the same time. */
export async function keepInbound(request: Inbound, store = storePost): Promise<StoredInbound> {
  return readResult(await store(toPost(request)));
}

/** What a source received as it is kept: once for each id that its provider gives. */
export function toPost({ providerId, ...event }: Inbound): Post {
  const { tenantId, sourceId } = event;
  return { events: [event], once: { by: "provider", tenantId, sourceId, providerId } };
}

export function readResult(result: PostResult): StoredInbound {
  switch (result.is) {
    case "stored":
      return { eventId: result.events[0]?.id ?? "", isRepeat: false };
    case "repeat":
      return { eventId: result.eventId, isRepeat: true };
    case "gone":
      return null;
    case "key_taken":
      throw new Error("A source's request has no Idempotency-Key.");
  }
}
