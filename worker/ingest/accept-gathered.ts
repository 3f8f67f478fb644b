import { LRUCache } from "lru-cache";
import { inTenant, system } from "#db/tenant.ts";
import { type AppContext, resolveApp } from "#domain/app/resolve.ts";
import type { Actor } from "#domain/call/actor.ts";
import { authorize } from "#domain/call/authorize.ts";
import type { Caller } from "#domain/call/operation.ts";
import { acceptEvent } from "#domain/event/accept.ts";
import { messageContentType } from "#domain/event/content-type.ts";
import { judgeByCatalogue } from "#domain/event/judge-by-catalogue.ts";
import type { NewEvent } from "#domain/event/new-event.ts";
import { parseMessage } from "#domain/event/parse-message.ts";
import { storeEventsTogether } from "#domain/event/store-together.ts";
import { formatId } from "#domain/id.ts";
import { createGatherer } from "./gather.ts";

type Input = { body: Uint8Array; contentType: string };
type Accepted = { id: string; type: string; deliveries: number };

/** Takes one event as `event.accept` does, in a transaction shared with those that arrive at the same time. */
export type AcceptGathered = (caller: Caller, readInput: () => Promise<Input>) => Promise<Accepted>;

type AppAsked = { actor: Actor; reference: string | undefined };

/** An app's settings are read anew after this long, so that a change counts within a second. */
const APP_MS = 900;

export function createAcceptGathered(): AcceptGathered {
  // Events that come while their app is being looked up wait for that one answer.
  const apps = new LRUCache<string, AppContext, AppAsked>({
    max: 10_000,
    ttl: APP_MS,
    fetchMethod: (_key, _stale, { context: { actor, reference } }) =>
      inTenant(actor.tenantId, (tx) => resolveApp(tx, actor, reference)),
  });
  const gatherer = createGatherer(storeTogether, ({ body }) => body.byteLength);
  const appOf = async (actor: Actor, reference: string | undefined) => {
    const key = `${actor.tenantId}:${actor.appId}:${reference}`;
    return apps.get(key) ?? (await apps.forceFetch(key, { context: { actor, reference } }));
  };
  return async (caller, readInput) => {
    // The memory of an idempotency key is written with its own event.
    if (caller.idempotencyKey !== undefined) return acceptEvent.invoke(caller, readInput);
    const actor = authorize(caller.actor, acceptEvent.facts.permission);
    const { body, contentType } = await readInput();
    const message = parseMessage(body);
    const kept = messageContentType(contentType);
    const app = await appOf(actor, caller.app);
    const [refusal] = await judgeByCatalogue(system(), app, [message]);
    if (refusal) throw refusal;
    return gatherer.add({ tenantId: app.tenantId, appId: app.id, type: message.type, body, contentType: kept });
  };
}

async function storeTogether(events: readonly NewEvent[]): Promise<Accepted[]> {
  const stored = await storeEventsTogether(events);
  return stored.map(({ id, type, deliveries }) => ({ id: formatId("evt", id), type, deliveries }));
}
