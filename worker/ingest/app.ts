import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import type { Actor } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { acceptEvent, acceptedOne, readEvent } from "#domain/event/accept.ts";
import {
  acceptEventBatch,
  acceptedAll,
  BATCH_BYTES_MAX,
  BATCH_DELIVERIES_MAX,
  readEvents,
} from "#domain/event/accept-batch.ts";
import { storeEvents, storePost } from "#domain/event/store.ts";
import { EVENT_BYTES_MAX } from "#domain/event/words.ts";
import { keepInbound } from "#domain/source/store-inbound.ts";
import { jsonAnswer, methodNotAllowed, problemResponse } from "#http/door/answer.ts";
import { alive, ready } from "#http/door/health.ts";
import { countRequest } from "#http/door/limit.ts";
import { callerAddress, newRequestId, readMessage } from "#http/door/request.ts";
import { answerSourceRequest } from "#http/door/source.ts";
import { type Accept, createAccept } from "./accept.ts";
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

function addEventRoutes(app: Hono): void {
  // What arrives together is stored together, whether programs send it or providers.
  const { add } = createGatherer(storeEvents, ({ events }) =>
    events.reduce((sum, { body }) => sum + body.byteLength, 0),
  );
  const one = createAccept({ operation: acceptEvent, read: readEvent, answer: acceptedOne, store: add });
  const batch = createAccept({
    ...{ operation: acceptEventBatch, read: readEvents, answer: acceptedAll },
    ...{ store: storePost, deliveriesMax: BATCH_DELIVERIES_MAX },
  });
  for (const prefix of ["/api/v1", "/api/v1/apps/:app"]) {
    mount(app, `${prefix}/events`, { accept: one, bytesMax: EVENT_BYTES_MAX });
    mount(app, `${prefix}/events/batch`, { accept: batch, bytesMax: BATCH_BYTES_MAX });
  }
  app.post("/in/:token", (context) =>
    answerSourceRequest(context.req.raw, {
      token: context.req.param("token"),
      remoteAddress: addressOf(context),
      keep: (inbound) => keepInbound(inbound, add),
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
