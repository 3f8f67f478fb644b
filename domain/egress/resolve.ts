import { isIPv4 } from "node:net";
import { canonicalAddress } from "./address.ts";
import { explainDnsError } from "./explain-dns-error.ts";
import { EgressFailure } from "./failure.ts";
import { type Limits, within } from "./within.ts";

/**
 * Turns a host name into its addresses, IPv4 and IPv6, in any order. Rejects with a Node DNS error (its `code` tells
 * why) and lets go when the signal fires.
 */
export type Resolver = (hostname: string, signal: AbortSignal) => Promise<readonly string[]>;

/** The longest wait for a name, whatever the resolver does. */
export const DNS_TIMEOUT_MS = 3_000;

/**
 * One resolution: every address of the name, canonical, IPv4 first because receivers' IPv6 is broken more often.
 * Throws an EgressFailure `dns_error` where there is none within the time.
 */
export async function resolveAddresses(
  hostname: string,
  { resolver, timeoutMs, signal }: Limits & { resolver: Resolver },
): Promise<readonly string[]> {
  const expired = () =>
    new EgressFailure("dns_error", `${hostname} did not resolve within ${timeoutMs} ms.`, { isOurOutage: true });
  const lookUp = (stop: AbortSignal) =>
    resolver(hostname, stop).catch((error: unknown) => {
      throw explainDnsError(hostname, error);
    });
  const answers = await within(lookUp, { timeoutMs, signal, expired });
  if (answers.length === 0) {
    throw new EgressFailure("dns_error", `${hostname} has no address.`);
  }
  const addresses = [...new Set(answers.map((answer) => canonicalAddress(answer) ?? answer))];
  return [...addresses.filter((address) => isIPv4(address)), ...addresses.filter((address) => !isIPv4(address))];
}
