import { subscribe } from "node:diagnostics_channel";

/** What is used of Node's `IncomingMessage` and `ServerResponse`. */
type Incoming = { headers: Record<string, string | string[] | undefined>; socket: { remoteAddress?: string } };
export type Outgoing = { statusCode: number; headersSent: boolean };
type Start = { request: Incoming; response: Outgoing };

/** Does something at the start of every request from now on. Node tells of it before any listener of the server's. */
export function onRequestStart(work: (start: Start) => void): void {
  subscribe("http.server.request.start", (message) => work(asStart(message)));
}

/** The channel's message, as Node's documentation of `http.server.request.start` gives its shape. */
function asStart(message: unknown): Start {
  return message as Start;
}
