import { subscribe } from "node:diagnostics_channel";

/** The request header that holds the connection's far end. Whatever a client sends by this name is overwritten. */
export const PEER_ADDRESS_HEADER = "posthouse-peer-address";

/**
 * Writes each connection's far end into its requests from now on. Next shows handlers no socket, and what it puts into
 * `x-forwarded-for` gives way to what a client sends; Node tells of every request before any of its listeners.
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
