import { LRUCache } from "lru-cache";
import { inTenant, system } from "#db/tenant.ts";
import { type AppContext, resolveApp } from "#domain/app/resolve.ts";
import type { Actor } from "#domain/call/actor.ts";
import { authorize } from "#domain/call/authorize.ts";
import { type Caller, keyedRequest, type Operation } from "#domain/call/operation.ts";
import { parseInput } from "#domain/call/parse.ts";
import { DomainError } from "#domain/error.ts";
import type { readEvent } from "#domain/event/accept.ts";
import { type AcceptEventInput, acceptEventInput } from "#domain/event/schema.ts";
import { type Post, type PostResult, type StoredEvent, storedOf } from "#domain/event/store.ts";

/** Takes posts as an operation does; the input is only read once the caller may call. */
export type Accept = (caller: Caller, readInput: () => Promise<AcceptEventInput>) => Promise<unknown>;

/** The operation that a kind of post is, how its events are read, what it answers, how much it may be, how it is stored. */
type Kind = Pick<Post, "deliveriesMax"> & {
  operation: Operation;
  read: typeof readEvent;
  answer: (stored: readonly StoredEvent[]) => unknown;
  store: (post: Post) => Promise<PostResult>;
};

/** Takes posts of a kind without a transaction of their own, so that many may share one statement. */
export function createAccept({ operation, read, answer, store, ...bounds }: Kind): Accept {
  /** Null where the key is taken, or the post is refused: what is known of a key comes before what is wrong with a post. */
  const acceptKeyed = async (
    actor: Actor,
    app: AppContext,
    { key, input }: { key: string; input: AcceptEventInput },
  ) => {
    const parsed = parseInput(acceptEventInput, input);
    const request = keyedRequest(operation.facts, { actor, app, key, input: parsed });
    try {
      const events = await read(system(), app, parsed);
      const result = await store({ events, ...bounds, once: { by: "key", request, answer } });
      return result.is === "stored" ? answer(result.events) : null;
    } catch (error) {
      if (error instanceof DomainError && error.code !== "unavailable") return null;
      throw error;
    }
  };
  return async (caller, readInput) => {
    const actor = authorize(caller.actor, operation.facts.permission);
    const input = await readInput();
    const app = await appOf(actor, caller.app);
    const key = caller.idempotencyKey;
    if (key === undefined)
      return answer(storedOf(await store({ events: await read(system(), app, input), ...bounds })));
    return (await acceptKeyed(actor, app, { key, input })) ?? operation.invoke(caller, () => input);
  };
}

/** An app's settings are read anew after this long, so that a change counts within a second. */
const APP_MS = 900;

type AppAsked = { actor: Actor; reference: string | undefined };

// Posts that come while their app is being looked up wait for that one answer.
const apps = new LRUCache<string, AppContext, AppAsked>({
  max: 10_000,
  ttl: APP_MS,
  fetchMethod: (_key, _stale, { context: { actor, reference } }) =>
    inTenant(actor.tenantId, (tx) => resolveApp(tx, actor, reference)),
});

async function appOf(actor: Actor, reference: string | undefined): Promise<AppContext> {
  const key = `${actor.tenantId}:${actor.appId}:${reference}`;
  return apps.get(key) ?? (await apps.forceFetch(key, { context: { actor, reference } }));
}
