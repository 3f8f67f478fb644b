import { createHash } from "node:crypto";
import { once } from "node:events";
import { openSync, writeSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { delayOf, statusFor } from "./behaviour.ts";
import { type Hit, ledgerLine } from "./ledger.ts";
import { type ReceiverNews, type ReceiverOrder, receiverOrder } from "./message.ts";

const settings = z.object({ FAULTS_LEDGER: z.string(), FAULTS_HOST: z.string(), FAULTS_PORT: z.coerce.number() });

type Path = ReceiverOrder["paths"][number] & { count: number; open: number };

await main();

/** A receiver in a process of its own: writes every request into the ledger, and only then answers it. */
async function main(): Promise<void> {
  const { FAULTS_LEDGER, FAULTS_HOST, FAULTS_PORT } = settings.parse(process.env);
  const ledger = openSync(FAULTS_LEDGER, "a");
  const paths = new Map<string, Path>();
  process.on("message", (message) => {
    for (const path of receiverOrder.parse(message).paths) paths.set(path.path, { ...path, count: 0, open: 0 });
    tell({ kind: "ready" });
  });
  const server = createServer((request, response) => {
    receive(request, response, { paths, write: (hit) => writeSync(ledger, ledgerLine(hit)) }).catch(() =>
      response.destroy(),
    );
  });
  server.listen(FAULTS_PORT, FAULTS_HOST);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
  tell({ kind: "listening", port: address.port });
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { paths, write }: { paths: Map<string, Path>; write: (hit: Hit) => void },
): Promise<void> {
  const path = paths.get(request.url ?? "");
  const body = await buffer(request);
  if (!path) return void response.writeHead(404).end();
  path.count += 1;
  path.open += 1;
  response.once("close", () => {
    path.open -= 1;
  });
  const text = (name: string) => String(request.headers[name] ?? "");
  const delivery = text("posthouse-delivery");
  const attempt = Number(text("posthouse-attempt"));
  const status = statusFor(path.behaviour, { delivery, attempt, count: path.count });
  const hit: Hit = {
    at: Date.now(),
    path: path.path,
    webhookId: text("webhook-id"),
    delivery,
    attempt,
    eventType: text("posthouse-event-type"),
    bodySha256: createHash("sha256").update(body).digest("hex"),
    isSigned: path.secrets.some((secret) => isVerified(secret, body, text)),
    status,
    open: path.open,
  };
  write(hit);
  tell({ kind: "hit", path: hit.path, delivery, at: hit.at });
  await delay(delayOf(path.behaviour, Math.random));
  response.writeHead(status, { "content-type": "application/json" }).end("{}");
}

/** By the public package, so that our own idea of a signature is not what judges ours. */
function isVerified(secret: string, body: Buffer, text: (name: string) => string): boolean {
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  try {
    new Webhook(secret).verify(body, Object.fromEntries(names.map((name) => [name, text(name)])));
    return true;
  } catch {
    return false; // The package says no by throwing.
  }
}

function tell(news: ReceiverNews): void {
  if (process.connected) process.send?.(news);
}
