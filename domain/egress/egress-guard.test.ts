import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers, redirectsTo } from "#harness/behaviours.ts";
import { dnsError, scriptedResolver } from "#harness/dns-server.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { closeIdleConnections } from "./connection.ts";
import { createEgressPolicy, type EgressSettings } from "./policy.ts";
import { type EgressRequest, sendRequest } from "./request.ts";
import { classifyResponse } from "./result.ts";
import { ACCEPTED_URLS, REFUSED_URLS } from "./url-cases.ts";

const SETTINGS: EgressSettings = {
  allowCidrs: ["127.0.0.2/32"],
  allowHttp: true,
  proxyUrl: null,
  ownAddresses: [],
};
const policy = createEgressPolicy(SETTINGS);

// The opened address and, on the same port, one that is not: whoever connects there has been fooled.
let receiver: Receiver;
let victim: Receiver;

beforeEach(async () => {
  receiver = await startReceiver({ behaviour: answers() });
  victim = await startBeside(receiver);
});

afterEach(async () => {
  closeIdleConnections();
  await Promise.all([receiver.close(), victim.close()]);
});

describe("what a name resolves to", () => {
  it.each([
    "127.0.0.1",
    "127.0.0.3",
    "0.0.0.0",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:127.0.0.2",
    "64:ff9b::7f00:1",
    "fe80::1",
    "fe80::1%lo",
    "fd00:ec2::254",
    "not an address",
  ])("%s is blocked without a connection", async (address) => {
    const resolver = scriptedResolver({ "hooks.acme.io": [[address]] });
    const result = await send(named(), { resolver });
    expect(result).toMatchObject({ kind: "error", code: "blocked_address", remoteAddress: null, isOurOutage: false });
    expect(result).not.toMatchObject({ message: expect.stringContaining(address) });
    expect([receiver.accepts(), victim.accepts()]).toEqual([0, 0]);
  });

  it.each([
    [["127.0.0.2", "127.0.0.1"]],
    [["127.0.0.1", "127.0.0.2"]],
    [["127.0.0.2", "8.8.8.8", "::1"]],
    [[...Array.from({ length: 999 }, (_, index) => `8.8.${index >> 8}.${index & 255}`), "10.0.0.1"]],
  ])("is refused whole when one address of it is private", async (addresses) => {
    const resolver = scriptedResolver({ "hooks.acme.io": [addresses] });
    expect(await send(named(), { resolver })).toMatchObject({ kind: "error", code: "blocked_address" });
    expect([receiver.accepts(), victim.accepts()]).toEqual([0, 0]);
  });

  it("is asked for once per attempt, so that a second answer cannot lead elsewhere", async () => {
    const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"], ["127.0.0.1"]] });
    expect(await send(named(), { resolver })).toMatchObject({ kind: "response", remoteAddress: "127.0.0.2" });
    expect(resolver.lookups).toEqual(["hooks.acme.io"]);
    expect(await send(named(), { resolver })).toMatchObject({ kind: "error", code: "blocked_address" });
    expect(resolver.lookups).toHaveLength(2);
    expect([receiver.requests.length, victim.accepts()]).toEqual([1, 0]);
  });

  it("keeps the name in Host, whatever the address", async () => {
    const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"]] });
    const result = await send(named(), { resolver });
    expect(receiver.requests[0]?.headers).toMatchObject({ host: `hooks.acme.io:${receiver.port}` });
    expect(result.timings.dnsMs).toEqual(expect.any(Number));
  });

  it("does not lend a connection to another name at the same address", async () => {
    const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"]], "hooks.other.io": [["127.0.0.2"]] });
    await send(named("hooks.acme.io"), { resolver });
    await send(named("hooks.other.io"), { resolver });
    expect(receiver.accepts()).toBe(2);
    expect(receiver.requests.map(({ headers }) => headers.host?.split(":")[0])).toEqual([
      "hooks.acme.io",
      "hooks.other.io",
    ]);
  });

  it("tries the next vetted address where the first refuses", async () => {
    const opened = createEgressPolicy({ ...SETTINGS, allowCidrs: ["127.0.0.2/32", "127.0.0.9/32"] });
    const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.9", "127.0.0.2"]] });
    const result = await send(named(), { resolver, policy: opened });
    expect(result).toMatchObject({ kind: "response", remoteAddress: "127.0.0.2" });
  });

  it("that leads to this deployment is refused", async () => {
    const own = createEgressPolicy({ ...SETTINGS, ownAddresses: [{ address: "127.0.0.2", port: receiver.port }] });
    const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"]] });
    expect(await send(named(), { resolver, policy: own })).toMatchObject({ code: "blocked_address" });
    expect(await send(receiver.url, { policy: own })).toMatchObject({ code: "blocked_address" });
    expect(receiver.accepts()).toBe(0);
  });
});

describe("a name that does not resolve", () => {
  it.each([
    ["NXDOMAIN", dnsError("ENOTFOUND"), false],
    ["no data", dnsError("ENODATA"), false],
    ["an empty answer", [], false],
    ["SERVFAIL", dnsError("ESERVFAIL"), false],
    ["a resolver that is down", dnsError("ECONNREFUSED"), true],
    ["a resolver that times out", dnsError("ETIMEOUT"), true],
  ])("%s is dns_error", async (_name, answer, isOurOutage) => {
    const resolver = scriptedResolver({ "hooks.acme.io": [answer] });
    expect(await send(named(), { resolver })).toMatchObject({ kind: "error", code: "dns_error", isOurOutage });
  });

  it("a silent resolver is dns_error when its time is over, not the attempt's", async () => {
    const resolver = scriptedResolver({ "hooks.acme.io": ["silence"] });
    const result = await send(named(), { resolver, dnsTimeoutMs: 80, timeoutMs: 10_000 });
    expect(result).toMatchObject({ kind: "error", code: "dns_error", isOurOutage: true });
    expect(result.durationMs).toBeLessThan(1_000);
  });
});

describe("the address that a socket reached", () => {
  it("is looked at again: a connection that ended elsewhere is closed before the first byte", async () => {
    const dial = (_address: string, port: number) => connect({ host: "127.0.0.1", port });
    const result = await send(receiver.url, { dial });
    expect(result).toMatchObject({ kind: "error", code: "blocked_address" });
    await expect.poll(victim.openConnections).toBe(0);
    expect(victim.accepts()).toBe(1);
    expect(victim.requests).toEqual([]);
  });
});

describe("a row written straight into the table", () => {
  it.each(Object.values(REFUSED_URLS).flat())("%j is refused at send, without DNS or a connection", async (url) => {
    const resolver = scriptedResolver({});
    const dial = vi.fn((_address: string, port: number) => connect({ host: "127.0.0.1", port }));
    expect(await send(url, { resolver, dial })).toMatchObject({ kind: "error", code: "blocked_address" });
    expect(resolver.lookups).toEqual([]);
    expect(dial).not.toHaveBeenCalled();
  });

  it.each(ACCEPTED_URLS)("%j is let through to DNS or its address", async (url) => {
    const dial = () => connect({ host: "127.0.0.2", port: receiver.port });
    const result = await send(url, { resolver: scriptedResolver({}), dial });
    // The name is not in the script, and the wire leads to another address than the literal's.
    const isLiteral = /^https?:\/\/(\d+\.\d+\.\d+\.\d+|\[)/.test(url);
    expect(result).toMatchObject(
      isLiteral ? { message: expect.stringContaining("another address") } : { code: "dns_error" },
    );
  });

  it("plain http is refused at send where the operator does not allow it", async () => {
    const strict = createEgressPolicy({ ...SETTINGS, allowHttp: false });
    expect(await send(receiver.url, { policy: strict })).toMatchObject({ code: "blocked_address" });
    expect(receiver.accepts()).toBe(0);
  });
});

describe("a redirect", () => {
  it.each([300, 301, 302, 303, 305, 307, 308])("%i is an answer and is not followed", async (status) => {
    for (const location of [victim.url, "/elsewhere", "//127.0.0.1/", "file:///etc/passwd"]) {
      receiver.behave(redirectsTo(location, status));
      const result = await send(receiver.url);
      expect(result).toMatchObject({ kind: "response", status, headers: { location } });
    }
    expect(classifyResponse(status)).toBe("redirect");
    expect(victim.accepts()).toBe(0);
    expect(receiver.requests).toHaveLength(4);
  });

  it("by Refresh or Content-Location is not followed either", async () => {
    receiver.behave(answers({ headers: { refresh: `0;url=${victim.url}`, "content-location": victim.url } }));
    expect(await send(receiver.url)).toMatchObject({ status: 200 });
    expect(victim.accepts()).toBe(0);
  });
});

// The port may be taken at 127.0.0.1 by somebody else on this machine: then both move on.
async function startBeside(first: Receiver, triesLeft = 20): Promise<Receiver> {
  try {
    return await startReceiver({ behaviour: answers(), host: "127.0.0.1", port: first.port });
  } catch (error) {
    if (triesLeft === 0) {
      throw error;
    }
    receiver = await startReceiver({ behaviour: answers() });
    await first.close();
    return startBeside(receiver, triesLeft - 1);
  }
}

function named(host = "hooks.acme.io"): string {
  return `http://${host}:${receiver.port}/in`;
}

function send(url: string, request: Partial<EgressRequest> = {}) {
  return sendRequest({
    url,
    method: "POST",
    headers: {},
    body: Buffer.from("{}"),
    timeoutMs: 2_000,
    policy,
    ...request,
  });
}
