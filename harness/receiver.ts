import { once } from "node:events";
import { connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { Worker } from "node:worker_threads";
import { Webhook } from "standardwebhooks";
import { listen } from "./listen.ts";

// The second loopback address keeps receivers apart from our own doors, which are never sent to. macOS has but one.
export const RECEIVER_HOST = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";

/** What lets a process of ours send to the receivers. */
export const RECEIVER_SETTINGS = { EGRESS_ALLOW_CIDRS: `${RECEIVER_HOST}/32`, EGRESS_ALLOW_HTTP: "true" } as const;

/** What a receiver does: at once when a connection is there, and for each whole request. Both may write to the socket. */
export type Behaviour = {
  onConnection?: (socket: Socket) => void;
  onRequest?: (request: ReceivedRequest, socket: Socket) => void;
};

export type Receiver = {
  /** `http://<host>:<port>/`, or https with `tls`. */
  url: string;
  host: string;
  port: number;
  /** TCP connections taken so far. */
  accepts: () => number;
  openConnections: () => number;
  /** Every whole request so far, oldest first. */
  requests: readonly (ReceivedRequest & { serverName: string | null })[];
  /** Behaves differently from the next connection or request on. */
  behave: (next: Behaviour) => void;
  /** Resolves when this many requests have arrived in all. */
  received: (count: number) => Promise<void>;
  /** Stops listening and cuts every connection. */
  close: () => Promise<void>;
};

type ReceiverSettings = {
  behaviour: Behaviour;
  host?: string;
  port?: number;
  tls?: { key: string; cert: string };
  /** False for one that runs for long: its `requests` stay empty. */
  keepsRequests?: boolean;
};

/** Starts a scripted receiver on a free port. */
export async function startReceiver(settings: ReceiverSettings): Promise<Receiver> {
  const { host = RECEIVER_HOST, tls, keepsRequests = true } = settings;
  let { behaviour } = settings;
  let accepted = 0;
  const open = new Set<Socket>();
  const requests: (ReceivedRequest & { serverName: string | null })[] = [];
  const waiting = new Map<() => void, number>();
  const serve = (socket: Socket) => {
    socket.on("error", () => socket.destroy());
    behaviour.onConnection?.(socket);
    readRequests(socket, (request) => {
      if (keepsRequests) requests.push({ ...request, serverName: serverNameOf(socket) });
      behaviour.onRequest?.(request, socket);
      for (const [resolve, count] of waiting) {
        if (requests.length >= count) {
          waiting.delete(resolve);
          resolve();
        }
      }
    });
  };
  const server = tls === undefined ? createTcpServer(serve) : createTlsServer(tls, serve);
  server.on("connection", (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
  });
  const port = await listen(server, { host, port: settings.port ?? 0 });
  return {
    url: `${tls === undefined ? "http" : "https"}://${host}:${port}/`,
    host,
    port,
    accepts: () => accepted,
    openConnections: () => open.size,
    requests,
    behave: (next) => {
      behaviour = next;
    },
    received: (count) => new Promise((resolve) => (requests.length >= count ? resolve() : waiting.set(resolve, count))),
    close: () => closeServer(server, open),
  };
}

function closeServer(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}

function serverNameOf(socket: Socket): string | null {
  return socket instanceof TLSSocket && typeof socket.servername === "string" ? socket.servername : null;
}

/** A request as it came off the wire. */
export type ReceivedRequest = {
  method: string;
  /** Path and query. */
  path: string;
  /** Lower-case names; of a repeated header the last value. */
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

const REQUEST_BYTES_MAX = 16 * 1024 * 1024;
const END_OF_HEAD = "\r\n\r\n";

/** Calls `onRequest` for each HTTP/1.1 request with a content-length (or without a body) that arrives on the socket. */
function readRequests(socket: Socket, onRequest: (request: ReceivedRequest) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > REQUEST_BYTES_MAX) socket.destroy();
    if (length > REQUEST_BYTES_MAX || length < wanted) return;
    let next = takeRequest(Buffer.concat(chunks));
    for (; next.request !== null; next = takeRequest(next.rest)) onRequest(next.request);
    chunks = [next.rest];
    length = next.rest.length;
    wanted = next.wanted;
  });
}

/** `wanted`: how many bytes must be there before it is worth while to look again. */
type Taken = { request: ReceivedRequest | null; rest: Buffer; wanted: number };

function takeRequest(bytes: Buffer): Taken {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd === -1) return { request: null, rest: bytes, wanted: 0 };
  const [requestLine = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const headers = Object.fromEntries(lines.map(splitHeader));
  const bodyStart = headEnd + END_OF_HEAD.length;
  const bodyEnd = bodyStart + Number(headers["content-length"] ?? 0);
  if (bytes.length < bodyEnd) return { request: null, rest: bytes, wanted: bodyEnd };
  const [method = "", path = ""] = requestLine.split(" ");
  const request = { method, path, headers, body: Buffer.from(bytes.subarray(bodyStart, bodyEnd)) };
  return { request, rest: bytes.subarray(bodyEnd), wanted: 0 };
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** Whether one of these secrets signed it: by the public package, so that our own idea of a signature judges nothing. */
export function isSignedBy(secrets: readonly string[], { headers, body }: ReceivedRequest): boolean {
  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers);
      return true;
    } catch {
      return false; // The package says no by throwing.
    }
  });
}

// Listens with room for one, then holds its thread still, so that nobody takes what the kernel queues up.
const LISTEN_AND_FREEZE = `
  const { parentPort, workerData } = require("node:worker_threads");
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: workerData, backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** So many connections the kernel queues for a backlog of one, and some more that it leaves standing. */
const QUEUE_LENGTH = 2;
const STANDING = 6;

/** A listener that never takes a connection: its queue is full, so that new ones get no answer at all. */
export async function startUnacceptingListener(): Promise<{ url: string; close: () => Promise<void> }> {
  const thread = new Worker(LISTEN_AND_FREEZE, { eval: true, workerData: RECEIVER_HOST });
  const port = await new Promise<number>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
  });
  const fillers: Socket[] = [];
  for (let number = 1; number <= QUEUE_LENGTH + STANDING; number++) {
    const filler = connect({ host: RECEIVER_HOST, port }).on("error", () => undefined);
    fillers.push(filler);
    if (number <= QUEUE_LENGTH) await once(filler, "connect");
  }
  return {
    url: `http://${RECEIVER_HOST}:${port}/`,
    close: async () => {
      for (const filler of fillers) filler.destroy();
      await thread.terminate();
    },
  };
}
