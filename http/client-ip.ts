import { clientAddress } from "#domain/client-address.ts";
import { config } from "#domain/config.ts";
import { PEER_ADDRESS_HEADER } from "./peer-address.ts";

/** The address a request came from, as far as TRUST_PROXY_HOPS lets anybody but the connection itself say so. */
export function clientIp(headers: Headers): string | null {
  const route = { peer: headers.get(PEER_ADDRESS_HEADER), forwardedFor: headers.get("x-forwarded-for") };
  return clientAddress(route, config().TRUST_PROXY_HOPS);
}
