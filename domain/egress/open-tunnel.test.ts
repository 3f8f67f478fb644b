import tls from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { answers, neverAnswers } from "#harness/behaviours.ts";
import { createCertificate } from "#harness/certificate.ts";
import { startProxy, type TestProxy } from "#harness/connect-proxy.ts";
import { scriptedResolver } from "#harness/dns-server.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { closeIdleConnections } from "./connection.ts";
import { createEgressPolicy } from "./policy.ts";
import { sendRequest } from "./request.ts";

const authority = createCertificate({ name: "Test authority", isAuthority: true });
const certificate = createCertificate({ name: "hooks.acme.io", issuer: authority });
const trusted = tls.getCACertificates("default");
const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"]], "inside.acme.io": [["127.0.0.1"]] });

const receivers: Receiver[] = [];
const proxies: TestProxy[] = [];

beforeAll(() => tls.setDefaultCACertificates([...trusted, authority.cert]));
afterAll(() => tls.setDefaultCACertificates(trusted));

afterEach(async () => {
  closeIdleConnections();
  await Promise.all([...receivers.splice(0), ...proxies.splice(0)].map((server) => server.close()));
});

describe("the operator's proxy", () => {
  it("is asked for the vetted address, while TLS goes by the name and the proxy sees neither", async () => {
    const receiver = await started(startReceiver({ behaviour: answers(), tls: certificate }));
    const proxy = await startedProxy(startProxy());
    const result = await send(`https://hooks.acme.io:${receiver.port}/`, proxy.url);
    expect(result).toMatchObject({ kind: "response", status: 200, remoteAddress: "127.0.0.2" });
    expect(proxy.tunnels).toEqual([`127.0.0.2:${receiver.port}`]);
    expect(receiver.requests[0]?.serverName).toBe("hooks.acme.io");
  });

  it("carries plain http through a tunnel, too, and its connection is used again", async () => {
    const receiver = await started(startReceiver({ behaviour: answers() }));
    const proxy = await startedProxy(startProxy());
    await send(receiver.url, proxy.url);
    await send(receiver.url, proxy.url);
    expect([proxy.tunnels.length, proxy.otherRequests(), receiver.requests.length]).toEqual([1, 0, 2]);
  });

  it("does not share connections with attempts that go without it", async () => {
    const receiver = await started(startReceiver({ behaviour: answers() }));
    const proxy = await startedProxy(startProxy());
    await send(receiver.url, null);
    await send(receiver.url, proxy.url);
    expect(proxy.tunnels).toHaveLength(1);
  });

  it("is not asked for addresses that are blocked", async () => {
    const proxy = await startedProxy(startProxy());
    expect(await send("http://inside.acme.io/", proxy.url)).toMatchObject({ code: "blocked_address" });
    expect(proxy.tunnels).toEqual([]);
  });

  it("gets the credentials of its URL", async () => {
    const receiver = await started(startReceiver({ behaviour: answers() }));
    const proxy = await startedProxy(startProxy());
    await send(receiver.url, proxy.url.replace("//", "//me:p%40ss@"));
    expect(proxy.authorizations).toEqual([`Basic ${Buffer.from("me:p@ss").toString("base64")}`]);
    expect(receiver.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  it.each([
    [403, false],
    [407, true],
    [500, true],
    [502, false],
    [504, false],
  ])("that answers %i to CONNECT ends the attempt (our outage: %s)", async (refuseWith, isOurOutage) => {
    const proxy = await startedProxy(startProxy({ refuseWith }));
    const result = await send("http://127.0.0.2:8080/", proxy.url);
    expect(result).toMatchObject({ kind: "error", code: "connection_refused", isOurOutage });
  });

  it("that is down is our outage, not the receiver's", async () => {
    const proxy = await startProxy();
    await proxy.close();
    const result = await send("http://127.0.0.2:8080/", proxy.url);
    expect(result).toMatchObject({ kind: "error", code: "connection_refused", isOurOutage: true });
    expect(JSON.stringify(result)).not.toContain(proxy.url);
  });

  it("that says nothing ends in connect_timeout and is let go", async () => {
    const silent = await started(startReceiver({ behaviour: neverAnswers() }));
    const result = await send("http://127.0.0.2:8080/", silent.url);
    expect(result).toMatchObject({ kind: "error", code: "connect_timeout", isOurOutage: true });
    await expect.poll(silent.openConnections).toBe(0);
  });
});

async function started(receiver: Promise<Receiver>): Promise<Receiver> {
  receivers.push(await receiver);
  return receiver;
}

async function startedProxy(proxy: Promise<TestProxy>): Promise<TestProxy> {
  proxies.push(await proxy);
  return proxy;
}

function send(url: string, proxyUrl: string | null) {
  const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl, ownAddresses: [] });
  const body = Buffer.from("{}");
  return sendRequest({
    url,
    method: "POST",
    headers: {},
    body,
    timeoutMs: 2_000,
    connectTimeoutMs: 300,
    policy,
    resolver,
  });
}
