import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { answerOrders } from "./answer-orders.ts";
import { listen } from "./listen.ts";
import { RECEIVER_HOST } from "./receiver.ts";
import { nowNs, readSentAtNs } from "./stamp.ts";

const order = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("address") }),
  /** Resolves when this many requests have come since the last order of this kind. */
  z.object({ kind: z.literal("hits"), count: z.number() }),
  /** The milliseconds from each message's stamp to its arrival at `/timed/…` since the last order of this kind. */
  z.object({ kind: z.literal("latencies") }),
]);

let hits = 0;
let wanted: { count: number; resolve: () => void } | null = null;
const latencies: number[] = [];

/**
 * Answers by path: `/hang` never, `/fail` with 503, any other with 200 at once. No ledger, no script, no check of
 * signatures as in receiver.ts: it shares the machine with what is measured, so it does as little as it can.
 */
const server = createServer((request, response) => {
  const arrivedAtNs = nowNs();
  const isTimed = request.url?.startsWith("/timed") ?? false;
  if (isTimed) request.once("data", (chunk: Buffer) => note(arrivedAtNs, chunk));
  else request.resume();
  request.once("end", () => answer(request, response));
});
server.keepAliveTimeout = 60_000;
const origin = `http://${RECEIVER_HOST}:${await listen(server, { host: RECEIVER_HOST })}`;

answerOrders(order, async (given) => {
  switch (given.kind) {
    case "address":
      return origin;
    case "hits":
      if (hits < given.count) await reached(given.count);
      hits -= given.count;
      return null;
    case "latencies":
      return latencies.splice(0);
  }
});

/** A message's stamp stands at its beginning. */
function note(arrivedAtNs: bigint, chunk: Buffer): void {
  latencies.push(Number(arrivedAtNs - readSentAtNs(chunk)) / 1e6);
}

function answer({ url = "" }: IncomingMessage, response: ServerResponse): void {
  if (url.startsWith("/hang")) return;
  response.writeHead(url.startsWith("/fail") ? 503 : 200, { "content-type": "text/plain", "content-length": 2 });
  response.end("ok");
  hits += 1;
  if (wanted !== null && hits >= wanted.count) wanted.resolve();
}

async function reached(count: number): Promise<void> {
  await new Promise<void>((resolve) => {
    wanted = { count, resolve };
  });
  wanted = null;
}
