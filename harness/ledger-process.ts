import { createHash } from "node:crypto";
import { openSync, writeSync } from "node:fs";
import type { Socket } from "node:net";
import { answerOrders } from "./answer-orders.ts";
import { replyAfter } from "./behaviours.ts";
import { type Hit, type LedgerOrder, type LedgerPath, ledgerOrder } from "./ledger-receiver.ts";
import { isSignedBy, type ReceivedRequest, startReceiver } from "./receiver.ts";

/** How many hits a path has had, and how many of them are still open. */
type Path = LedgerPath & { count: number; open: number };

const paths = new Map<string, Path>();
const waiting = new Set<(hit: Hit) => void>();

answerOrders(ledgerOrder, (order) => {
  switch (order.kind) {
    case "listen":
      return listen(order);
    case "behave":
      for (const path of order.paths) paths.set(path.path, { ...path, count: 0, open: 0 });
      return null;
    case "nextHits":
      return nextHits(order);
  }
});

async function listen({ port, ledgerFile }: Extract<LedgerOrder, { kind: "listen" }>): Promise<string> {
  const ledger = openSync(ledgerFile, "a");
  const onRequest = (request: ReceivedRequest, socket: Socket) => receive(request, socket, ledger);
  const receiver = await startReceiver({ port, behaviour: { onRequest }, keepsRequests: false });
  return new URL(receiver.url).origin;
}

/** Writes the request into the ledger, and only then answers it. */
function receive(request: ReceivedRequest, socket: Socket, ledger: number): void {
  const path = paths.get(request.path);
  if (!path) {
    replyAfter(socket, { delayMs: 0, reply: { status: 404 } });
    return;
  }
  path.count += 1;
  path.open += 1;
  const hit = hitOf(request, path);
  writeSync(ledger, `${JSON.stringify(hit)}\n`);
  for (const onHit of waiting) onHit(hit);
  const [least, most] = path.behaviour.delayMs;
  replyAfter(socket, {
    delayMs: least + (most - least) * Math.random(),
    reply: { status: hit.status, headers: { "content-type": "application/json" }, body: "{}" },
    onEnd: () => {
      path.open -= 1;
    },
  });
}

function hitOf(request: ReceivedRequest, path: Path): Hit {
  const header = (name: string) => request.headers[name] ?? "";
  const [delivery, attempt] = [header("posthouse-delivery"), Number(header("posthouse-attempt"))];
  return {
    at: Date.now(),
    path: path.path,
    webhookId: header("webhook-id"),
    delivery,
    attempt,
    eventType: header("posthouse-event-type"),
    bodySha256: createHash("sha256").update(request.body).digest("hex"),
    isSigned: isSignedBy(path.secrets, request),
    status: statusFor(path, { delivery, attempt }),
    open: path.open,
  };
}

function statusFor({ behaviour, count }: Path, { delivery, attempt }: { delivery: string; attempt: number }): number {
  switch (behaviour.kind) {
    case "accepts":
      return 200;
    case "stumbles":
      return attempt === 1 && fraction(delivery) < behaviour.share ? 503 : 200;
    case "refuses":
      return 500;
    case "leaves":
      return count > behaviour.after ? 410 : 200;
  }
}

/** The same number between 0 and 1 for the same delivery, in every process. */
function fraction(delivery: string): number {
  return createHash("sha256").update(delivery).digest().readUInt32BE(0) / 2 ** 32;
}

function nextHits({ count, timeoutMs, path }: Extract<LedgerOrder, { kind: "nextHits" }>): Promise<boolean> {
  let left = count;
  return new Promise((resolve) => {
    const end = (isReached: boolean) => {
      clearTimeout(late);
      waiting.delete(onHit);
      resolve(isReached);
    };
    const onHit = (hit: Hit) => {
      if (path !== undefined && hit.path !== path) return;
      left -= 1;
      if (left <= 0) end(true);
    };
    const late = setTimeout(() => end(false), timeoutMs);
    waiting.add(onHit);
  });
}
