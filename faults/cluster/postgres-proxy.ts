import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy before PostgreSQL that can break what goes through it. */
export type PostgresProxy = {
  /** The database's URL, by way of the proxy. */
  url: string;
  connections: () => number;
  /** Resets every connection, at both ends, whatever is under way on it. */
  cut: () => void;
  /** Lets not a byte pass, either way; connections stay open. */
  freeze: () => void;
  thaw: () => void;
  /** Statements still reach the server, but no answer comes back. */
  withholdAnswers: () => void;
  /**
   * Waits for a connection on which statements with these texts come one after the other. Resolves when the answer to
   * the last one has come, and is withheld for good.
   */
  answerWithheldTo: (texts: readonly string[]) => Promise<void>;
  /** Freezes, for good, the connection that listens for notifications; answers whether there is one. */
  freezeListener: () => boolean;
  close: () => Promise<void>;
};

type Link = {
  client: Socket;
  server: Socket;
  isFrozen: boolean;
  isDeaf: boolean;
  isListener: boolean;
  onAnswer: (() => void) | null;
};
/** `seen`: how many of the texts have come on each connection. */
type Trap = { texts: readonly string[]; seen: Map<Link, number>; spring: () => void };
type State = { isFrozen: boolean; isDeaf: boolean; trap: Trap | null };

/** Starts it on a free port of loopback. */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const links = new Set<Link>();
  const state: State = { isFrozen: false, isDeaf: false, trap: null };
  const server = createServer((client) => {
    const link = join(client, connect(Number(target.port), target.hostname), state);
    links.add(link);
    link.client.once("close", () => links.delete(link));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  const cut = () => {
    state.isDeaf = false;
    for (const link of links) breakOff(link);
  };
  return {
    url: url.href,
    connections: () => links.size,
    cut,
    freeze: () => {
      state.isFrozen = true;
      for (const link of links) freeze(link);
    },
    thaw: () => {
      state.isFrozen = false;
      for (const link of links) thaw(link);
    },
    withholdAnswers: () => {
      state.isDeaf = true;
      for (const link of links) link.isDeaf = true;
    },
    answerWithheldTo: (texts) =>
      new Promise((resolve) => {
        state.trap = { texts, seen: new Map(), spring: resolve };
      }),
    freezeListener: () => {
      const listeners = [...links].filter((link) => link.isListener);
      for (const link of listeners) freeze(link);
      return listeners.length > 0;
    },
    close: async () => {
      cut();
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

function join(client: Socket, server: Socket, state: State): Link {
  const link: Link = { client, server, isFrozen: false, isDeaf: state.isDeaf, isListener: false, onAnswer: null };
  client.setNoDelay(true);
  server.setNoDelay(true);
  client.on("data", (bytes) => {
    if (bytes.includes('listen "')) link.isListener = true;
    if (state.trap && isTrapped(link, bytes, state.trap)) {
      link.isDeaf = true;
      link.onAnswer = state.trap.spring;
      state.trap = null;
    }
    server.write(bytes);
  });
  server.on("data", (bytes) => {
    if (!link.isDeaf) return void client.write(bytes);
    link.onAnswer?.();
    link.onAnswer = null;
  });
  // Whichever end goes takes the other one with it, as an address translator would.
  for (const end of [client, server]) {
    end.on("error", () => breakOff(link));
    end.on("close", () => breakOff(link));
  }
  if (state.isFrozen) freeze(link);
  return link;
}

/** Whether these bytes complete the sequence on this connection. */
function isTrapped(link: Link, bytes: Buffer, { texts, seen }: Trap): boolean {
  let count = seen.get(link) ?? 0;
  let from = 0;
  for (let text = texts[count]; text !== undefined; text = texts[count]) {
    const at = bytes.indexOf(text, from);
    if (at < 0) break;
    from = at + text.length;
    count += 1;
  }
  seen.set(link, count);
  return count === texts.length;
}

function freeze(link: Link): void {
  link.isFrozen = true;
  link.client.pause();
  link.server.pause();
}

function thaw(link: Link): void {
  link.isFrozen = false;
  link.client.resume();
  link.server.resume();
}

function breakOff({ client, server }: Link): void {
  if (!client.destroyed) client.resetAndDestroy();
  if (!server.destroyed) server.resetAndDestroy();
}
