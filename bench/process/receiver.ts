import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { z } from "zod";
import { answerOrders } from "./answer-orders.ts";
import { RECEIVER_HOST } from "./receiver-host.ts";
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

/** Answers by path: `/hang` never, `/fail` with 503, any other with 200 at once. */
const server = createServer((request, response) => {
  receive(request, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;
server.listen(0, RECEIVER_HOST);
await once(server, "listening");

answerOrders(order, async (given) => {
  switch (given.kind) {
    case "address":
      return originOf(server.address());
    case "hits":
      if (hits < given.count) await reached(given.count);
      hits -= given.count;
      return null;
    case "latencies":
      return latencies.splice(0);
  }
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrivedAtNs = nowNs();
  const path = request.url ?? "";
  const body = await buffer(request);
  if (path.startsWith("/timed")) latencies.push(Number(arrivedAtNs - readSentAtNs(body)) / 1e6);
  if (path.startsWith("/hang")) return;
  response.writeHead(path.startsWith("/fail") ? 503 : 200, { "content-type": "text/plain", "content-length": 2 });
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

function originOf(address: ReturnType<typeof server.address>): string {
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  return `http://${RECEIVER_HOST}:${address.port}`;
}
