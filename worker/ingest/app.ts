import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { LRUCache } from "lru-cache";
import { inTenant, system } from "#db/tenant.ts";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import { type AppContext, resolveApp } from "#domain/app/resolve.ts";
import type { Actor } from "#domain/call/actor.ts";
import { authorize } from "#domain/call/authorize.ts";
import type { Caller } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { acceptEvent } from "#domain/event/accept.ts";
import { acceptEventBatch, BATCH_BYTES_MAX } from "#domain/event/accept-batch.ts";
import type { NewEvent } from "#domain/event/event-rows.ts";
import { judgeByCatalogue } from "#domain/event/judge-by-catalogue.ts";
import { messageContentType, parseMessage } from "#domain/event/parse-message.ts";
import { storeEventsTogether } from "#domain/event/store.ts";
import { EVENT_BYTES_MAX } from "#domain/event/words.ts";
import { formatId } from "#domain/id.ts";
import { keepInbound } from "#domain/source/store-inbound.ts";
import { jsonAnswer, methodNotAllowed, problemResponse } from "#http/door/answer.ts";
import { alive, ready } from "#http/door/health.ts";
import { countRequest } from "#http/door/limit.ts";
import { callerAddress, newRequestId, readMessage } from "#http/door/request.ts";
import { answerSourceRequest } from "#http/door/source.ts";
import { createGatherer } from "./gather.ts";

/** What the worker's HTTP door answers besides events, and whether it takes any. */
type DoorOptions = {
  takesEvents: boolean;
  isStopping: () => boolean;
  metrics: () => Promise<{ contentType: string; body: string }>;
};

/** The light door: events in, by API key or at a source's URL, and what operators ask a worker. Management lives on the web process. */
export function createIngestApp({ takesEvents, isStopping, metrics }: DoorOptions): Hono {
  const app = new Hono();
  if (takesEvents) addEventRoutes(app);
  app.get("/healthz", alive);
  app.get("/readyz", () => ready({ isStopping: isStopping() }));
  app.get("/metrics", async (context) => {
    const { contentType, body } = await metrics();
    return context.body(body, 200, { "content-type": contentType });
  });
  app.notFound((context) =>
    problemResponse(
      new DomainError("not_found", "This door takes events. The management API is on the web process."),
      newRequestId(context.req.raw.headers),
    ),
  );
  app.onError((error, context) => problemResponse(error, newRequestId(context.req.raw.headers)));
  return app;
}

type Input = { body: Uint8Array; contentType: string };
type Accept = (caller: Caller, readInput: () => Promise<Input>) => Promise<unknown>;

function addEventRoutes(app: Hono): void {
  addSourceRoute(app);
  const acceptOne = createAcceptGathered();
  for (const prefix of ["/api/v1", "/api/v1/apps/:app"]) {
    mount(app, `${prefix}/events`, { accept: acceptOne, bytesMax: EVENT_BYTES_MAX });
    mount(app, `${prefix}/events/batch`, { accept: acceptEventBatch.invoke, bytesMax: BATCH_BYTES_MAX });
  }
}

/** Mounts the sources' URLs. What arrives together is stored together, as with events that programs send. */
function addSourceRoute(app: Hono): void {
  const gatherer = createGatherer(keepInbound, ({ body }) => body.byteLength);
  app.post("/in/:token", (context) =>
    answerSourceRequest(context.req.raw, {
      token: context.req.param("token"),
      remoteAddress: addressOf(context),
      keep: gatherer.add,
    }),
  );
  app.all("/in/:token", (context) => methodNotAllowed(context.req.raw, "POST"));
}

/** Where a request came from; null where there is no connection, as in a test that calls the app itself. */
function addressOf(context: Context): string | null {
  const peer = context.env?.incoming === undefined ? null : (getConnInfo(context).remote.address ?? null);
  return callerAddress(context.req.raw.headers, peer);
}

function mount(app: Hono, path: string, { accept, bytesMax }: { accept: Accept; bytesMax: number }): void {
  app.post(path, async (context) => {
    const request = context.req.raw;
    const requestId = newRequestId(request.headers);
    try {
      const caller = {
        actor: await keyActor(request.headers, requestId),
        app: context.req.param("app"),
        idempotencyKey: request.headers.get("idempotency-key") ?? undefined,
      };
      const answer = await accept(caller, () => readMessage(request, bytesMax));
      return jsonAnswer(answer, { status: 202, requestId });
    } catch (error) {
      return problemResponse(error, requestId);
    }
  });
  app.all(path, (context) => methodNotAllowed(context.req.raw, "POST"));
}

async function keyActor(headers: Headers, requestId: string): Promise<Actor | null> {
  const authorization = headers.get("authorization");
  if (authorization === null) return null;
  const token = /^Bearer (ph_[\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
  const actor = token ? await authenticateKey(token, { ip: null, requestId }) : null;
  if (actor) {
    await countRequest("events", actor);
    return actor;
  }
  throw new DomainError("unauthenticated", "The API key is not valid, or no longer. This door takes API keys only.");
}

type Accepted = { id: string; type: string; deliveries: number };

/** Takes one event as `event.accept` does, in a transaction shared with those that arrive at the same time. */
type AcceptGathered = (caller: Caller, readInput: () => Promise<Input>) => Promise<Accepted>;

type AppAsked = { actor: Actor; reference: string | undefined };

/** An app's settings are read anew after this long, so that a change counts within a second. */
const APP_MS = 900;

function createAcceptGathered(): AcceptGathered {
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
