import { canonicalAddress } from "./address.ts";
import type { EgressPolicy } from "./policy.ts";

/**
 * True where the host (a name, or an address without brackets) and port are a listener of this deployment:
 * an event sent there would come back and be sent again.
 */
export function isOwnAddress(host: string, port: number, policy: EgressPolicy): boolean {
  const plain = canonicalAddress(host) ?? host.toLowerCase();
  return policy.ownAddresses.some(
    (own) => own.port === port && (own.address === plain || isLoopbackOf(own.address, plain)),
  );
}

// A listener on every interface answers on the whole of 127.0.0.0/8, of which the system lists one address.
function isLoopbackOf(ownAddress: string, host: string): boolean {
  return (
    (ownAddress === "0.0.0.0" || ownAddress === "::") && host.startsWith("127.") && canonicalAddress(host) !== null
  );
}
