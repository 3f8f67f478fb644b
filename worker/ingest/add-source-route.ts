import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { clientAddress } from "#domain/client-address.ts";
import { config } from "#domain/config.ts";
import { answerSourceRequest } from "#domain/source/answer-request.ts";
import { keepInbound } from "#domain/source/keep-inbound.ts";
import { createGatherer } from "./gather.ts";
import { onlyPost } from "./only-post.ts";

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
  app.all("/in/:token", (context) => onlyPost(context.req.raw));
}

/** Where a request came from; null where there is no connection, as in a test that calls the app itself. */
function addressOf(context: Context): string | null {
  const peer = context.env?.incoming === undefined ? null : (getConnInfo(context).remote.address ?? null);
  const forwardedFor = context.req.raw.headers.get("x-forwarded-for");
  return clientAddress({ peer, forwardedFor }, config().TRUST_PROXY_HOPS);
}
