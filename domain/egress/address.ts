import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/** A parsed range such as `10.0.0.0/8`: its first address and the number of bits that count. */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

type Address = ReturnType<typeof ipaddr.parse>;

// RFC 4291 §2.4: of IPv6 only this block is handed out as global unicast. ipaddr.js calls ::7f00:1
// plain unicast, so its word alone is not enough.
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR("2000::/3");

// Public by number, but answered by the machine's own host: Azure's platform channel (wire server, DNS).
const PLATFORM_ADDRESSES: ReadonlySet<string> = new Set(["168.63.129.16"]);

/** The one spelling of an address, without brackets; null where the text is no plain IPv4 or IPv6 address. */
export function canonicalAddress(text: string): string | null {
  return parseAddress(text)?.toString() ?? null;
}

/** True for global unicast addresses: those that belong to the public internet and to nobody's inside. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && isPublic(address);
}

/** True where a connection may go: public, or inside a range the operator opened. */
export function isAllowedAddress(text: string, policy: { allowedRanges: readonly AddressRange[] }): boolean {
  const address = parseAddress(text);
  return address !== null && (isPublic(address) || isInside(address, policy.allowedRanges));
}

function isPublic(address: Address): boolean {
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv6" ? address.match(GLOBAL_UNICAST_V6) : !PLATFORM_ADDRESSES.has(address.toString());
}

function isInside(address: Address, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => range[0].kind() === address.kind() && address.match(range));
}

// ipaddr.js also reads octal, hexadecimal and short IPv4 forms, and IPv6 zones: none of them is plain. And it throws
// on every name, which costs more than the rest of an attempt's checks.
function parseAddress(text: string): Address | null {
  if (isIPv4(text)) return ipaddr.IPv4.parse(text);
  return isIPv6(text) && !text.includes("%") ? ipaddr.IPv6.parse(text) : null;
}
