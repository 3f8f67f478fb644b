import type { Socket } from "node:net";
import { Client } from "undici";

/** One open HTTP/1.1 connection to one vetted address. It carries one request at a time. */
export type Connection = {
  /** Which requests may use it again: scheme, host, port, address and proxy. */
  key: string;
  client: Client;
  socket: Socket;
  remoteAddress: string;
};

/** What a client that lost its socket ends with, instead of connecting anew by a name. */
export class SocketIsGone extends Error {
  readonly code = "EGRESS_SOCKET_IS_GONE";
}

const HEADER_BYTES_MAX = 16 * 1024;
const IDLE_MS = 4_000;
/** The longest that a receiver's `Keep-Alive: timeout=…` may stretch IDLE_MS to. */
const IDLE_MS_MAX = 30_000;

/** Hands an open socket to undici's HTTP/1.1 client. The client can never open another one. */
export function createConnection({ origin, key, socket, remoteAddress }: NewConnection): Connection {
  let handOver: Socket | null = socket;
  const client = new Client(origin, {
    connect: (_options, callback) => {
      const mine = handOver;
      handOver = null;
      // Later, because a client that is told at once does not go on to write.
      queueMicrotask(() => (mine === null ? callback(new SocketIsGone(), null) : callback(null, mine)));
    },
    // The attempt's own deadline counts, not idle timers.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS_MAX,
    keepAliveTimeoutThreshold: 1_000,
    maxHeaderSize: HEADER_BYTES_MAX,
    allowH2: false,
    pipelining: 1,
  });
  return { key, client, socket, remoteAddress };
}

/** Closes the socket at once. What was under way on it ends with an error. */
export function destroyConnection(connection: Connection): void {
  connection.client.destroy(null, () => undefined);
}

type NewConnection = { origin: string; key: string; socket: Socket; remoteAddress: string };

/** Idle connections kept in all; beyond it the one that has waited longest is closed. */
const IDLE_CONNECTIONS_MAX = 1_024;

const stacks = new Map<string, Connection[]>();
const byAge = new Set<Connection>();

/** The connection of this key that was used last, which is the least likely to have been closed; or undefined. */
export function takeIdle(key: string): Connection | undefined {
  const stack = stacks.get(key);
  const connection = stack?.pop();
  if (stack?.length === 0) stacks.delete(key);
  if (connection === undefined) return undefined;
  byAge.delete(connection);
  return connection.socket.destroyed ? takeIdle(key) : connection;
}

/** Keeps a connection whose exchange is over, unless its socket is. */
export function keepIdle(connection: Connection): void {
  if (connection.socket.destroyed) return;
  const stack = stacks.get(connection.key) ?? [];
  stack.push(connection);
  stacks.set(connection.key, stack);
  byAge.add(connection);
  closeOldest(IDLE_CONNECTIONS_MAX);
}

/** Lets a closed connection go from the books. */
export function forgetIdle(connection: Connection): void {
  if (!byAge.delete(connection)) return;
  const left = (stacks.get(connection.key) ?? []).filter((kept) => kept !== connection);
  if (left.length === 0) {
    stacks.delete(connection.key);
  } else {
    stacks.set(connection.key, left);
  }
}

/** Closes what is idle; connections with a request under way are left alone. For the end of a process. */
export function closeIdleConnections(): void {
  closeOldest(0);
}

function closeOldest(keep: number): void {
  for (const connection of byAge) {
    if (byAge.size <= keep) return;
    forgetIdle(connection);
    destroyConnection(connection);
  }
}
