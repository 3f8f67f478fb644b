import { expect, test } from "vitest";
import { clientAddress } from "./request.ts";

const [own, proxy, outer, forged] = ["203.0.113.9", "10.0.0.2", "10.0.0.3", "6.6.6.6"];

test.each([
  ["without proxies, the connection's", 0, own, null, own],
  ["without proxies, whatever is claimed", 0, own, forged, own],
  ["of an IPv4 connection on an IPv6 socket", 0, `::ffff:${own}`, null, own],
  ["of an IPv6 connection", 0, "2001:db8::1", null, "2001:db8::1"],
  ["not known without a connection", 0, null, forged, null],
  ["behind one proxy, what it saw", 1, proxy, own, own],
  ["behind one proxy, what it saw and not what was claimed before", 1, proxy, `${forged}, ${own}`, own],
  ["behind two proxies, what the outer one saw", 2, proxy, `${forged}, ${own}, ${outer}`, own],
  ["behind fewer proxies than told, the outermost seen", 3, proxy, own, own],
  ["behind a proxy that appends nothing, the proxy's", 1, proxy, null, proxy],
  ["of empty entries, none counts", 1, proxy, ` , ${own}, `, own],
])("the address is, %s", (_, hops, peer, forwardedFor, address) => {
  expect(clientAddress({ peer, forwardedFor }, hops)).toBe(address);
});
