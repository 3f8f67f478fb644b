import { type Connection, destroyConnection } from "./connection.ts";

/** Idle connections kept in all; beyond it the one that has waited longest is closed. */
const IDLE_CONNECTIONS_MAX = 1_024;

const stacks = new Map<string, Connection[]>();
const byAge = new Set<Connection>();

/** The connection of this key that was used last, which is the least likely to have been closed; or undefined. */
export function takeIdle(key: string): Connection | undefined {
  const stack = stacks.get(key);
  const connection = stack?.pop();
  if (stack?.length === 0) {
    stacks.delete(key);
  }
  if (connection === undefined) {
    return undefined;
  }
  byAge.delete(connection);
  return connection.socket.destroyed ? takeIdle(key) : connection;
}

/** Keeps a connection whose exchange is over, unless its socket is. */
export function keepIdle(connection: Connection): void {
  if (connection.socket.destroyed) {
    return;
  }
  const stack = stacks.get(connection.key) ?? [];
  stack.push(connection);
  stacks.set(connection.key, stack);
  byAge.add(connection);
  closeOldest(IDLE_CONNECTIONS_MAX);
}

/** Lets a closed connection go from the books. */
export function forgetIdle(connection: Connection): void {
  if (!byAge.delete(connection)) {
    return;
  }
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
    if (byAge.size <= keep) {
      return;
    }
    forgetIdle(connection);
    destroyConnection(connection);
  }
}
