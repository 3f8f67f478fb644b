import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { type AddressRange, canonicalAddress } from "./address.ts";

/** A listener of this deployment: an address or a host name, and its port. `0.0.0.0` and `::` stand for every interface. */
export type OwnAddress = Readonly<{ address: string; port: number }>;

export type EgressSettings = Readonly<{
  /** Private ranges that may be reached, `EGRESS_ALLOW_CIDRS`. */
  allowCidrs: readonly string[];
  /** Whether `http://` is accepted beside `https://`, `EGRESS_ALLOW_HTTP`. */
  allowHttp: boolean;
  /** A CONNECT proxy that everything goes through, `EGRESS_PROXY_URL`. */
  proxyUrl: string | null;
  /** What must never be called, because it would be calling ourselves. */
  ownAddresses: readonly OwnAddress[];
}>;

export type EgressPolicy = EgressSettings & Readonly<{ allowedRanges: readonly AddressRange[] }>;

/**
 * Reads the settings once, so that no attempt has to.
 * Throws an Error whose sentence names the setting and the value that cannot be used.
 */
export function createEgressPolicy(settings: EgressSettings): EgressPolicy {
  return {
    ...settings,
    proxyUrl: settings.proxyUrl === null ? null : checkedProxyUrl(settings.proxyUrl),
    ownAddresses: settings.ownAddresses.flatMap(everyInterface).map(canonical),
    allowedRanges: settings.allowCidrs.map(parseRange),
  };
}

function parseRange(text: string): AddressRange {
  const [address = ""] = text.split("/");
  if (canonicalAddress(address) === null || !ipaddr.isValidCIDR(text)) {
    throw new Error(`EGRESS_ALLOW_CIDRS: "${text}" is not an address range such as 10.0.0.0/8 or fd00::/8.`);
  }
  return ipaddr.parseCIDR(text);
}

function checkedProxyUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Error("EGRESS_PROXY_URL is not an address such as http://proxy.example.com:3128.");
  }
  return text;
}

function everyInterface(own: OwnAddress): OwnAddress[] {
  if (own.address !== "0.0.0.0" && own.address !== "::") return [own];
  const interfaces = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return [own, ...interfaces.map(({ address }) => ({ address, port: own.port }))];
}

function canonical({ address, port }: OwnAddress): OwnAddress {
  return { address: canonicalAddress(address) ?? address.toLowerCase(), port };
}

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
