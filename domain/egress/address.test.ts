import { BlockList, isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalAddress, isAllowedAddress, isPublicAddress } from "./address.ts";
import { createEgressPolicy } from "./policy.ts";

// IANA's special-purpose registries (2025), written down a second time so that the code can disagree with them.
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["::ffff:0:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const closed = createEgressPolicy({ allowCidrs: [], allowHttp: false, proxyUrl: null, ownAddresses: [] });

describe("isPublicAddress", () => {
  it.each(SPECIAL_V4)("refuses every address of %s/%i", (base, bits) => {
    fc.assert(fc.property(addressInside(toBits(base), bits, 32), (address) => !isPublicAddress(formatV4(address))));
  });

  it.each(SPECIAL_V6)("refuses every address of %s/%i", (base, bits) => {
    fc.assert(fc.property(addressInside(toBits(base), bits, 128), (address) => !isPublicAddress(formatV6(address))));
  });

  it("refuses every IPv6 address outside 2000::/3", () => {
    const outside = fc.bigInt(0n, (1n << 128n) - 1n).filter((address) => address >> 125n !== 1n);
    fc.assert(fc.property(outside, (address) => !isPublicAddress(formatV6(address))));
  });

  it("agrees with the registry on any IPv4 address, but for anycast services it refuses besides", () => {
    const special = blockList(SPECIAL_V4, "ipv4");
    const besides = blockList(
      [
        ["192.31.196.0", 24],
        ["192.52.193.0", 24],
        ["192.175.48.0", 24],
        ["168.63.129.16", 32],
      ],
      "ipv4",
    );
    const anywhere = fc.bigInt(0n, (1n << 32n) - 1n).map(formatV4);
    fc.assert(
      fc.property(anywhere, (address) => {
        const expected = !special.check(address, "ipv4") && !besides.check(address, "ipv4");
        return isPublicAddress(address) === expected;
      }),
      { numRuns: 2000 },
    );
  });

  it("takes the edges beside the special ranges", () => {
    const edges = ["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0"];
    const more = ["169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0"];
    const v6 = ["2000::1", "2001:200::1", "2003::1", "2606:4700:4700::1111", "3ffe:ffff::1"];
    expect([...edges, ...more, ...v6].filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it.each([
    "",
    "localhost",
    "127.1",
    "0x7f000001",
    "2130706433",
    "017.0.0.1",
    "8.8.8.8:53",
    "[2606::1]",
    "fe80::1%eth0",
  ])("refuses %j, which is no plain address", (text) => {
    expect(isPublicAddress(text)).toBe(false);
    expect(canonicalAddress(text)).toBeNull();
  });
});

describe("isAllowedAddress", () => {
  it("opens what the operator names and nothing beside it", () => {
    const policy = { ...closed, ...createEgressPolicy({ ...closed, allowCidrs: ["127.0.0.2/32", "fd00:1::/32"] }) };
    expect(["127.0.0.2", "fd00:1::9", "8.8.8.8"].filter((address) => !isAllowedAddress(address, policy))).toEqual([]);
    const refused = ["127.0.0.1", "127.0.0.3", "::ffff:127.0.0.2", "fd00:2::9", "::1"];
    expect(refused.filter((address) => isAllowedAddress(address, policy))).toEqual([]);
  });

  it("never opens a mapped address through an IPv4 range", () => {
    const policy = createEgressPolicy({ ...closed, allowCidrs: ["0.0.0.0/0"] });
    expect(isAllowedAddress("127.0.0.1", policy)).toBe(true);
    expect(isAllowedAddress("::ffff:127.0.0.1", policy)).toBe(false);
  });
});

function addressInside(base: bigint, bits: number, width: number) {
  const free = BigInt(width - bits);
  return fc.bigInt(0n, (1n << free) - 1n).map((rest) => ((base >> free) << free) | rest);
}

function toBits(address: string): bigint {
  if (!isIPv6(address)) {
    return address.split(".").reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
  }
  const [head = "", tail = ""] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function formatV4(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join(".");
}

function formatV6(bits: bigint): string {
  return [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((bits >> shift) & 0xffffn).toString(16)).join(":");
}

function blockList(ranges: readonly (readonly [string, number])[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const [base, bits] of ranges) {
    list.addSubnet(base, bits, family);
  }
  return list;
}
