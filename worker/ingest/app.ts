import { Hono } from "hono";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import type { Actor } from "#domain/call/actor.ts";
import type { Caller } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { acceptEventBatch, BATCH_BYTES_MAX } from "#domain/event/accept-batch.ts";
import { EVENT_BYTES_MAX } from "#domain/event/schema.ts";
import { jsonAnswer, methodNotAllowed, problemResponse } from "#http/door/answer.ts";
import { alive, ready } from "#http/door/health.ts";
import { countRequest } from "#http/door/limit.ts";
import { newRequestId, readMessage } from "#http/door/request.ts";
import { createAcceptGathered } from "./accept-gathered.ts";
import { addSourceRoute } from "./add-source-route.ts";

/** What the worker's HTTP door answers besides events, and whether it takes any. */
export type DoorOptions = {
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
