import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { keepInbound } from "#domain/source/store-inbound.ts";
import { methodNotAllowed } from "#http/door/answer.ts";
import { callerAddress } from "#http/door/request.ts";
import { answerSourceRequest } from "#http/door/source.ts";
import { createGatherer } from "./gather.ts";

/** Mounts the sources' URLs. What arrives together is stored together, as with events that programs send. */
export function addSourceRoute(app: Hono): void {
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
