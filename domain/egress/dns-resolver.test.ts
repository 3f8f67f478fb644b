import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type DnsQuestion, type DnsReply, type DnsServer, startDnsServer } from "#harness/dns-server.ts";
import { createDnsResolver, createHostsFile, resolveAddresses } from "./dns-resolver.ts";

const servers: DnsServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe("the DNS resolver", () => {
  it("gives the addresses of both families, IPv4 first, asked for once each", async () => {
    const { resolve, server } = await start(({ type }) => ({
      addresses: type === "A" ? ["192.0.2.7", "192.0.2.8"] : ["2001:db8::7"],
    }));
    expect(await resolve("hooks.acme.io")).toEqual(["192.0.2.7", "192.0.2.8", "2001:db8::7"]);
    expect(server.questions.map(({ type }) => type).sort()).toEqual(["A", "AAAA"]);
  });

  it("asks again each time: nothing is remembered between attempts", async () => {
    const left = ["192.0.2.1", "192.0.2.2"];
    const { resolve } = await start(({ type }) => ({ addresses: type === "A" ? left.splice(0, 1) : [] }));
    expect([await resolve("hooks.acme.io"), await resolve("hooks.acme.io")]).toEqual([["192.0.2.1"], ["192.0.2.2"]]);
  });

  it("takes a name that has addresses of one family only", async () => {
    const { resolve } = await start(({ type }) => ({ addresses: type === "AAAA" ? ["2001:db8::7"] : [] }));
    expect(await resolve("hooks.acme.io")).toEqual(["2001:db8::7"]);
  });

  it("does not wait long for a family that stays silent while the other has answered", async () => {
    const { resolve } = await start(({ type }) => (type === "A" ? { addresses: ["192.0.2.7"] } : "silence"));
    const startedAt = performance.now();
    expect(await resolve("hooks.acme.io")).toEqual(["192.0.2.7"]);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it("takes a thousand addresses", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `192.0.${index >> 8}.${index & 255}`);
    const { resolve } = await start(({ type }) => ({ addresses: type === "A" ? many : [] }));
    expect(await resolve("hooks.acme.io")).toHaveLength(1_000);
  });

  it.each([
    ["NXDOMAIN", { code: "NXDOMAIN" }, "does not exist", false],
    ["no data", { addresses: [] }, "has no address", false],
    ["SERVFAIL", { code: "SERVFAIL" }, "failed to answer", false],
  ] as const)("ends %s in dns_error with a sentence", async (_name, reply, sentence, isOurOutage) => {
    const { resolve } = await start(() => reply);
    await expect(resolve("hooks.acme.io")).rejects.toMatchObject({
      code: "dns_error",
      message: expect.stringContaining(sentence),
      isOurOutage,
    });
  });

  it("ends a silent name server in dns_error within its time", async () => {
    const { resolve } = await start(() => "silence");
    const startedAt = performance.now();
    await expect(resolve("hooks.acme.io", 200)).rejects.toMatchObject({ code: "dns_error", isOurOutage: true });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("is not held up by many silent names: one that answers does so at once", async () => {
    const { resolve } = await start(({ name, type }) =>
      name === "good.acme.io" ? { addresses: type === "A" ? ["192.0.2.7"] : [] } : "silence",
    );
    const silent = Array.from({ length: 50 }, (_, index) => resolve(`silent${index}.acme.io`, 700).catch(() => "over"));
    const startedAt = performance.now();
    expect(await resolve("good.acme.io")).toEqual(["192.0.2.7"]);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(new Set(await Promise.all(silent))).toEqual(new Set(["over"]));
  });

  it("says whose fault it is when no name server listens", async () => {
    const { resolve, server } = await start(() => "silence");
    await server.close();
    servers.splice(0);
    await expect(resolve("hooks.acme.io")).rejects.toMatchObject({ code: "dns_error", isOurOutage: true });
  });
});

describe("the hosts file", () => {
  it("comes before DNS", async () => {
    const hostsPath = await hostsFile(
      "# comment\n192.0.2.9\tHooks.acme.io alias.acme.io # end\n2001:db8::9 hooks.acme.io\n",
    );
    const { resolve, server } = await start(() => ({ code: "NXDOMAIN" }), hostsPath);
    expect(await resolve("hooks.acme.io")).toEqual(["192.0.2.9", "2001:db8::9"]);
    expect(await resolve("alias.acme.io")).toEqual(["192.0.2.9"]);
    expect(server.questions).toEqual([]);
    await expect(resolve("comment")).rejects.toMatchObject({ code: "dns_error" });
  });

  it("is read again after a while, and may be absent", async () => {
    let now = 0;
    const path = await hostsFile("192.0.2.1 hooks.acme.io\n");
    const find = createHostsFile(path, () => now);
    expect(await find("hooks.acme.io")).toEqual(["192.0.2.1"]);
    await writeFile(path, "192.0.2.2 hooks.acme.io\n");
    expect(await find("hooks.acme.io")).toEqual(["192.0.2.1"]);
    now = 6_000;
    expect(await find("hooks.acme.io")).toEqual(["192.0.2.2"]);
    await rm(path);
    now = 12_000;
    expect(await find("hooks.acme.io")).toEqual([]);
  });
});

async function start(script: (question: DnsQuestion) => DnsReply, hostsPath = "/nonexistent") {
  const server = await startDnsServer(script);
  servers.push(server);
  const resolver = createDnsResolver({ servers: [server.address], hostsPath });
  const resolve = (name: string, timeoutMs = 3_000) =>
    resolveAddresses(name, { resolver, timeoutMs, signal: undefined });
  return { resolve, server };
}

async function hostsFile(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "hosts-")), "hosts");
  await writeFile(path, text);
  return path;
}
