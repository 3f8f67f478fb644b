import { isIP } from "node:net";
import { canonicalAddress, isAllowedAddress } from "./address.ts";
import { checkEndpointUrl, hostOf, portOf } from "./check-url.ts";
import { type Resolver, resolveAddresses } from "./dns-resolver.ts";
import { EgressFailure, type Limits } from "./failure.ts";
import { type EgressPolicy, isOwnAddress } from "./policy.ts";

/** A URL that may be called, with the addresses it may be called at. */
export type Target = {
  url: URL;
  /** Name or address, without brackets and without a closing dot: what certificates are made for. */
  host: string;
  port: number;
  /** All vetted, canonical, best first; at most ADDRESSES_MAX. */
  addresses: readonly string[];
  isNamed: boolean;
};

/** How many of a name's addresses an attempt may try; the others are judged but never used. */
const ADDRESSES_MAX = 3;

/** Judges the URL again and every address behind it. Throws an EgressFailure `blocked_address` or `dns_error`. */
export async function vetTarget(
  text: string,
  { policy, resolver, ...limits }: Limits & { policy: EgressPolicy; resolver: Resolver },
): Promise<Target> {
  const verdict = checkEndpointUrl(text, policy);
  if (!verdict.ok) throw new EgressFailure("blocked_address", verdict.reason);
  const { url } = verdict;
  const host = hostOf(url).replace(/\.$/, "");
  const port = portOf(url);
  if (isIP(host) !== 0) return { url, host, port, addresses: [canonicalAddress(host) ?? host], isNamed: false };
  const addresses = await resolveAddresses(host, { resolver, ...limits });
  refuseMixed(host, { addresses, port, policy });
  return { url, host, port, addresses: addresses.slice(0, ADDRESSES_MAX), isNamed: true };
}

// The sentences keep the address to themselves: a name inside our network must not be looked up through us.
function refuseMixed(
  host: string,
  { addresses, port, policy }: { addresses: readonly string[]; port: number; policy: EgressPolicy },
): void {
  if (!addresses.every((address) => isAllowedAddress(address, policy))) {
    throw new EgressFailure("blocked_address", `${host} resolves to an address that is not public.`);
  }
  if (addresses.some((address) => isOwnAddress(address, port, policy))) {
    throw new EgressFailure(
      "blocked_address",
      `${host} resolves to Posthouse itself: events would go round in circles.`,
    );
  }
}
