import type { RequestOrigin } from "#domain/call/actor.ts";
import { callerAddress, newRequestId, PEER_ADDRESS_HEADER } from "./door/request.ts";
import { onRequestStart } from "./request-start.ts";

/** The address a request came from; null where no connection is known of. */
export function clientIp(headers: Headers): string | null {
  return callerAddress(headers, headers.get(PEER_ADDRESS_HEADER));
}

export function originOf(headers: Headers): RequestOrigin {
  return { ip: clientIp(headers), requestId: newRequestId(headers) };
}

/**
 * Writes each connection's far end into its requests from now on, over whatever a client sends by that name. Next shows
 * handlers no socket, and what it puts into `x-forwarded-for` gives way to what a client sends.
 */
export function stampPeerAddresses(): void {
  onRequestStart(({ request }) => {
    delete request.headers[PEER_ADDRESS_HEADER];
    const address = request.socket.remoteAddress;
    if (address !== undefined) request.headers[PEER_ADDRESS_HEADER] = address;
  });
}
