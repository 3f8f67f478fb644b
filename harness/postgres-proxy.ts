import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { listen } from "./listen.ts";

/** A TCP proxy before PostgreSQL that can break what goes through it. */
export type PostgresProxy = {
  /** The database's URL, by way of the proxy. */
  url: string;
  /** Resets every connection, at both ends, whatever is under way on it. */
  cut: () => void;
  /** Lets not a byte pass, either way; connections stay open. */
  freeze: () => void;
  thaw: () => void;
  /** Statements still reach the server, but no answer comes back until they are released. */
  withholdAnswers: () => void;
  releaseAnswers: () => void;
  /**
   * Resolves when, on a connection that has sent `statement`, the server has answered with `answer` (with anything,
   * where that is null); the answer is withheld, for good.
   */
  answerWithheldTo: (statement: string, answer: string | null) => Promise<void>;
  /**
   * Resolves when a connection that has sent `statement` and got its answer sends what comes next; that is withheld, for
   * good.
   */
  requestWithheldAfter: (statement: string) => Promise<void>;
  /** Freezes, for good, the connection that listens for notifications; answers whether there is one. */
  freezeListener: () => boolean;
  close: () => Promise<void>;
};

type Link = {
  client: Socket;
  server: Socket;
  isDeaf: boolean;
  isMute: boolean;
  isListener: boolean;
  trap: Trap | null;
};
/** Armed by `statement`; it springs at the answer, or at the request after the answer, and withholds that. */
type Trap = { statement: string; spring: () => void } & (
  | { withholds: "answer"; answer: string | null }
  | { withholds: "request"; isAnswered: boolean }
);
type State = { isFrozen: boolean; isWithholding: boolean; trap: Trap | null };

/** Starts it on this port of loopback, or on a free one. */
export async function startPostgresProxy(databaseUrl: string, port = 0): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const links = new Set<Link>();
  const state: State = { isFrozen: false, isWithholding: false, trap: null };
  const server = createServer((client) => {
    const link = join(client, connect(Number(target.port), target.hostname), state);
    links.add(link);
    link.client.once("close", () => links.delete(link));
  });
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${await listen(server, { port })}`;
  const cut = () => {
    state.isWithholding = false;
    for (const link of links) breakOff(link);
  };
  return {
    url: url.href,
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
      state.isWithholding = true;
      for (const link of links) link.server.pause();
    },
    releaseAnswers: () => {
      state.isWithholding = false;
      for (const link of links) link.server.resume();
    },
    answerWithheldTo: (statement, answer) =>
      new Promise((spring) => {
        state.trap = { statement, withholds: "answer", answer, spring };
      }),
    requestWithheldAfter: (statement) =>
      new Promise((spring) => {
        state.trap = { statement, withholds: "request", isAnswered: false, spring };
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
  const link: Link = { client, server, isDeaf: false, isMute: false, isListener: false, trap: null };
  client.setNoDelay(true);
  server.setNoDelay(true);
  client.on("data", (bytes) => {
    if (bytes.includes('listen "')) link.isListener = true;
    if (isSprungByRequest(link, state)) link.isMute = true;
    else if (state.trap && bytes.includes(state.trap.statement)) link.trap = state.trap;
    if (!link.isMute) server.write(bytes);
  });
  server.on("data", (bytes) => {
    if (isSprungByAnswer(link, state, bytes)) link.isDeaf = true;
    if (!link.isDeaf) client.write(bytes);
  });
  // Whichever end goes takes the other one with it, as an address translator would.
  for (const end of [client, server]) {
    end.on("error", () => breakOff(link));
    end.on("close", () => breakOff(link));
  }
  if (state.isFrozen) freeze(link);
  if (state.isWithholding) link.server.pause();
  return link;
}

/** A trap springs once, on the first connection that comes to it. */
function isSprungByRequest({ trap }: Link, state: State): boolean {
  if (trap === null || trap !== state.trap || trap.withholds !== "request" || !trap.isAnswered) return false;
  return springs(trap, state);
}

function isSprungByAnswer({ trap }: Link, state: State, bytes: Buffer): boolean {
  if (trap === null || trap !== state.trap) return false;
  if (trap.withholds === "request") trap.isAnswered = true;
  else if (trap.answer === null || bytes.includes(trap.answer)) return springs(trap, state);
  return false;
}

function springs(trap: Trap, state: State): true {
  state.trap = null;
  trap.spring();
  return true;
}

function freeze(link: Link): void {
  link.client.pause();
  link.server.pause();
}

function thaw(link: Link): void {
  link.client.resume();
  link.server.resume();
}

function breakOff({ client, server }: Link): void {
  if (!client.destroyed) client.resetAndDestroy();
  if (!server.destroyed) server.resetAndDestroy();
}
