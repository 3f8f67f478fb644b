import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import type { Behaviour } from "./receiver.ts";

export type Reply = {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
};

/** Answers every request with this reply, and keeps the connection. */
export function answers(reply: Reply = {}): Behaviour {
  return { onRequest: (_request, socket) => writeReply(socket, reply) };
}

/** Answers after a while: a slow receiver. */
export function answersAfter(delayMs: number, reply: Reply = {}): Behaviour {
  return { onRequest: (_request, socket) => replyAfter(socket, { delayMs, reply }) };
}

/** Answers a request after a while, unless its connection is gone by then; `onEnd` hears of either. */
export function replyAfter(
  socket: Socket,
  { delayMs, reply, onEnd }: { delayMs: number; reply: Reply; onEnd?: () => void },
): void {
  const end = () => {
    clearTimeout(timer);
    socket.off("close", end);
    onEnd?.();
  };
  const timer = setTimeout(() => {
    writeReply(socket, reply);
    end();
  }, delayMs);
  socket.on("close", end);
}

/** Answers one request after another with these replies, the last one for ever: a flaky receiver. */
export function answersInTurn(...replies: readonly Reply[]): Behaviour {
  let turn = 0;
  return {
    onRequest: (_request, socket) => {
      writeReply(socket, replies[Math.min(turn, replies.length - 1)] ?? {});
      turn += 1;
    },
  };
}

/** Reads everything and says nothing. */
export function neverAnswers(): Behaviour {
  return {};
}

/** Sends the answer's head one byte at a time and never comes to its end. */
export function dripsHeaders(everyMs: number): Behaviour {
  const head = `HTTP/1.1 200 OK\r\nx-slow: ${"a".repeat(4_096)}`;
  return { onRequest: (_request, socket) => drip(socket, everyMs, (turn) => head[turn] ?? "a") };
}

/** 200 and then a body without end: as fast as it is read, or one byte per `everyMs`. */
export function endlessBody({ everyMs }: { everyMs: number | null }): Behaviour {
  return {
    onRequest: (_request, socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      if (everyMs === null) flood(socket, chunkOf(Buffer.alloc(32 * 1_024, "a")));
      else drip(socket, everyMs, () => "1\r\na\r\n");
    },
  };
}

/** A body that is small on the wire and `inflatedBytes` long when somebody inflates it. */
export function gzipBomb(inflatedBytes: number): Behaviour {
  return answers({ headers: { "content-encoding": "gzip" }, body: gzipSync(Buffer.alloc(inflatedBytes)) });
}

/** Announces more body than it sends, then closes. */
export function shortBody({ announced, body }: { announced: number; body: string }): Behaviour {
  return {
    onRequest: (_request, socket) => {
      socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${announced}\r\n\r\n${body}`);
    },
  };
}

/** Cuts the connection with a TCP reset as soon as a request is there, after writing `first`. */
export function resets(first = ""): Behaviour {
  return {
    onRequest: (_request, socket) => {
      if (first === "") socket.resetAndDestroy();
      else socket.write(first, () => socket.resetAndDestroy());
    },
  };
}

/** Closes politely without having said anything. */
export function hangsUp(): Behaviour {
  return { onRequest: (_request, socket) => socket.end() };
}

/** Speaks first, and another protocol. */
export function speaksFirst(banner: string | Uint8Array): Behaviour {
  return { onConnection: (socket) => socket.write(banner) };
}

/** Answers with bytes exactly as given. */
export function answersRaw(bytes: string | Uint8Array): Behaviour {
  return { onRequest: (_request, socket) => socket.write(bytes) };
}

/** Sends the caller elsewhere. */
export function redirectsTo(location: string, status = 302): Behaviour {
  return answers({ status, headers: { location } });
}

/** Answers a verification request the way a willing receiver does: with its challenge. */
export function echoesChallenge(): Behaviour {
  return {
    onRequest: ({ body }, socket) => {
      const { challenge } = JSON.parse(body.toString());
      writeReply(socket, { headers: { "content-type": "application/json" }, body: JSON.stringify({ challenge }) });
    },
  };
}

/** Answers with all that it was sent, signature and headers included. */
export function echoesRequest({ status = 200 }: { status?: number } = {}): Behaviour {
  return {
    onRequest: ({ headers, body }, socket) => {
      const seen = JSON.stringify({ headers, body: body.toString() });
      writeReply(socket, { status, headers: { "content-type": "application/json" }, body: seen });
    },
  };
}

function writeReply(socket: Socket, { status = 200, headers = {}, body = "" }: Reply): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = status === 204 || status === 304 ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
  socket.write(`HTTP/1.1 ${status} Scripted\r\n${lines.join("")}${length}\r\n`);
  if (length !== "") socket.write(body);
}

function drip(socket: Socket, everyMs: number, piece: (turn: number) => string): void {
  let turn = 0;
  const timer = setInterval(() => {
    socket.write(piece(turn));
    turn += 1;
  }, everyMs);
  socket.once("close", () => clearInterval(timer));
}

function flood(socket: Socket, piece: Uint8Array): void {
  const pour = () => {
    while (!socket.destroyed && socket.write(piece)) {
      // Until the other side stops reading; goes on when it reads again.
    }
  };
  socket.on("drain", pour);
  pour();
}

function chunkOf(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}
