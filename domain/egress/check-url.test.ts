import { describe, expect, it } from "vitest";
import { ENDPOINT_SETTINGS } from "#domain/endpoint/words.ts";
import { checkEndpointUrl, REFUSED_PORTS } from "./check-url.ts";
import { createEgressPolicy, type EgressSettings } from "./policy.ts";
import { ACCEPTED_URLS, REFUSED_URLS } from "./url-cases.ts";

const SETTINGS: EgressSettings = { allowCidrs: [], allowHttp: true, proxyUrl: null, ownAddresses: [] };
const policy = createEgressPolicy(SETTINGS);
const withSettings = (change: Partial<EgressSettings>) => createEgressPolicy({ ...SETTINGS, ...change });

describe("checkEndpointUrl", () => {
  for (const [kind, urls] of Object.entries(REFUSED_URLS)) {
    it.each(urls)(`refuses ${kind}: %j`, (url) => {
      const verdict = checkEndpointUrl(url, policy);
      expect(verdict).toMatchObject({ ok: false, reason: expect.stringMatching(/^.{15,}$/s) });
    });
  }

  it.each(ACCEPTED_URLS)("accepts %j", (url) => {
    expect(checkEndpointUrl(url, policy)).toEqual({ ok: true, url: new URL(url) });
  });

  it("takes plain http only where the operator allows it", () => {
    const strict = withSettings({ allowHttp: false });
    expect(checkEndpointUrl("http://hooks.acme.io/", strict)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("https"),
    });
    expect(checkEndpointUrl("https://hooks.acme.io/", strict)).toMatchObject({ ok: true });
  });

  it("opens exactly the private ranges the operator names", () => {
    const opened = withSettings({ allowCidrs: ["127.0.0.2/32", "fd00::/8"] });
    expect(checkEndpointUrl("http://127.0.0.2:8080/", opened)).toMatchObject({ ok: true });
    expect(checkEndpointUrl("http://[fd12::1]/", opened)).toMatchObject({ ok: true });
    for (const url of [
      "http://127.0.0.1:8080/",
      "http://127.0.0.3/",
      "http://[::ffff:127.0.0.2]/",
      "http://0x7f000002/",
    ]) {
      expect(checkEndpointUrl(url, opened)).toMatchObject({ ok: false });
    }
  });

  it.each([...REFUSED_PORTS.keys()])("refuses port %i also inside an opened range", (port) => {
    const opened = withSettings({ allowCidrs: ["10.0.0.0/8"] });
    expect(checkEndpointUrl(`http://10.0.0.1:${port}/`, opened)).toMatchObject({ ok: false });
  });

  it("refuses this deployment's own listeners, by address, by name and on every interface", () => {
    const looped = withSettings({
      allowCidrs: ["127.0.0.0/8"],
      ownAddresses: [
        { address: "0.0.0.0", port: 3000 },
        { address: "127.0.0.5", port: 3001 },
        { address: "Posthouse.acme.io", port: 443 },
      ],
    });
    const own = [
      "http://127.0.0.1:3000/",
      "http://127.8.8.8:3000/",
      "http://127.0.0.5:3001/",
      "https://posthouse.acme.io/x",
    ];
    for (const url of own) {
      expect(checkEndpointUrl(url, looped)).toMatchObject({
        ok: false,
        reason: expect.stringContaining("own address"),
      });
    }
    for (const url of ["http://127.0.0.1:3002/", "http://127.0.0.6:3001/", "https://posthouse.acme.io:8443/"]) {
      expect(checkEndpointUrl(url, looped)).toMatchObject({ ok: true });
    }
  });

  it("takes a URL of exactly the longest length", () => {
    const start = "https://hooks.acme.io/";
    const longest = start + "a".repeat(ENDPOINT_SETTINGS.url.lengthMax - start.length);
    expect(checkEndpointUrl(longest, policy)).toMatchObject({ ok: true });
    expect(checkEndpointUrl(`${longest}a`, policy)).toMatchObject({ ok: false });
  });

  it("tells the plain form of a disguised host", () => {
    expect(checkEndpointUrl("http://0x7f000001/", policy)).toMatchObject({
      reason: expect.stringContaining("127.0.0.1"),
    });
  });
});
