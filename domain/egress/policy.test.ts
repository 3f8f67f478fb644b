import { describe, expect, it } from "vitest";
import { createEgressPolicy, type EgressSettings } from "./policy.ts";

const SETTINGS: EgressSettings = { allowCidrs: [], allowHttp: false, proxyUrl: null, ownAddresses: [] };

describe("createEgressPolicy", () => {
  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "localhost/8", "", "10.0.0.0/-1"])(
    "refuses %j as a range, and names the setting",
    (range) => {
      expect(() => createEgressPolicy({ ...SETTINGS, allowCidrs: [range] })).toThrow(/EGRESS_ALLOW_CIDRS.*range/);
    },
  );

  it.each(["proxy:3128", "socks5://proxy:1080", "not a url"])(
    "refuses %j as a proxy without repeating it",
    (proxyUrl) => {
      expect(() => createEgressPolicy({ ...SETTINGS, proxyUrl })).toThrow(/^EGRESS_PROXY_URL is not an address/);
    },
  );

  it("takes ranges of both families and a proxy", () => {
    const policy = createEgressPolicy({
      ...SETTINGS,
      allowCidrs: ["10.0.0.0/8", "fd00::/8"],
      proxyUrl: "http://p:3128",
    });
    expect(policy.allowedRanges).toHaveLength(2);
  });
});
