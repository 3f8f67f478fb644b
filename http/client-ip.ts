import { subscribe } from "node:diagnostics_channel";
import { callerAddress, PEER_ADDRESS_HEADER } from "./door/request.ts";

/** The address a request came from; null where no connection is known of. */
export function clientIp(headers: Headers): string | null {
  return callerAddress(headers, headers.get(PEER_ADDRESS_HEADER));
}

/**
 * Writes each connection's far end into its requests from now on, over whatever a client sends by that name. Next shows
 * handlers no socket, and what it puts into `x-forwarded-for` gives way to what a client sends; Node tells of every
 * request before any of its listeners.
 */
export function stampPeerAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = startOf(message);
    delete request.headers[PEER_ADDRESS_HEADER];
    const address = request.socket.remoteAddress;
    if (address !== undefined) request.headers[PEER_ADDRESS_HEADER] = address;
  });
}

/** What is used of Node's `IncomingMessage`. */
type Incoming = { headers: Record<string, string | string[] | undefined>; socket: { remoteAddress?: string } };

/** The channel's message, as Node's documentation of `http.server.request.start` gives its shape. */
function startOf(message: unknown): { request: Incoming } {
  return message as { request: Incoming };
}
