import type { Socket } from "node:net";

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
export function readRequests(socket: Socket, onRequest: (request: ReceivedRequest) => void): void {
  let pending = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length > REQUEST_BYTES_MAX) {
      socket.destroy();
      return;
    }
    for (let next = takeRequest(pending); next !== null; next = takeRequest(pending)) {
      pending = next.rest;
      onRequest(next.request);
    }
  });
}

function takeRequest(bytes: Buffer): { request: ReceivedRequest; rest: Buffer<ArrayBuffer> } | null {
  const headEnd = bytes.indexOf(END_OF_HEAD);
  if (headEnd === -1) {
    return null;
  }
  const [requestLine = "", ...lines] = bytes.toString("latin1", 0, headEnd).split("\r\n");
  const headers = Object.fromEntries(lines.map(splitHeader));
  const bodyStart = headEnd + END_OF_HEAD.length;
  const bodyEnd = bodyStart + Number(headers["content-length"] ?? 0);
  if (bytes.length < bodyEnd) {
    return null;
  }
  const [method = "", path = ""] = requestLine.split(" ");
  const request = { method, path, headers, body: Buffer.from(bytes.subarray(bodyStart, bodyEnd)) };
  return { request, rest: Buffer.from(bytes.subarray(bodyEnd)) };
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
