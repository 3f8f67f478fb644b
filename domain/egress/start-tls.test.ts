import { connect as connectTcp } from "node:net";
import tls from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { answers, speaksFirst } from "#harness/behaviours.ts";
import { createCertificate } from "#harness/certificate.ts";
import { scriptedResolver } from "#harness/dns-server.ts";
import { type Behaviour, type Receiver, startReceiver } from "#harness/receiver.ts";
import { closeIdleConnections } from "./connection.ts";
import { createEgressPolicy } from "./policy.ts";
import { type EgressRequest, sendRequest } from "./request.ts";

const policy = createEgressPolicy({
  allowCidrs: ["127.0.0.2/32"],
  allowHttp: true,
  proxyUrl: null,
  ownAddresses: [],
});
const resolver = scriptedResolver({ "hooks.acme.io": [["127.0.0.2"]], "other.acme.io": [["127.0.0.2"]] });

const authority = createCertificate({ name: "Test authority", isAuthority: true });
const good = createCertificate({ name: "hooks.acme.io", issuer: authority });
const DAY_MS = 86_400_000;
const past = (days: number) => new Date(Date.now() - days * DAY_MS);

const trusted = tls.getCACertificates("default");
const receivers: Receiver[] = [];

beforeAll(() => tls.setDefaultCACertificates([...trusted, authority.cert]));
afterAll(() => tls.setDefaultCACertificates(trusted));

afterEach(async () => {
  closeIdleConnections();
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

describe("TLS to a receiver", () => {
  it("goes to the vetted address, and by the name in server name, Host and certificate", async () => {
    const receiver = await start(answers(), good);
    const result = await send(receiver, "hooks.acme.io");
    expect(result).toMatchObject({ kind: "response", status: 200, remoteAddress: "127.0.0.2" });
    expect(result.timings).toMatchObject({ connectMs: expect.any(Number), tlsMs: expect.any(Number) });
    expect(receiver.requests[0]).toMatchObject({
      serverName: "hooks.acme.io",
      headers: { host: `hooks.acme.io:${receiver.port}` },
    });
  });

  it("is used again without another handshake", async () => {
    const receiver = await start(answers(), good);
    await send(receiver, "hooks.acme.io");
    expect((await send(receiver, "hooks.acme.io")).timings).toMatchObject({ connectMs: null, tlsMs: null });
    expect(receiver.accepts()).toBe(1);
  });

  it("leaves the closing dot of a name out of server name and certificate", async () => {
    const receiver = await start(answers(), good);
    expect(await send(receiver, "hooks.acme.io.")).toMatchObject({ kind: "response" });
    expect(receiver.requests[0]?.serverName).toBe("hooks.acme.io");
  });

  it.each([
    ["self-signed", createCertificate({ name: "hooks.acme.io" }), "self-signed"],
    [
      "expired",
      createCertificate({ name: "hooks.acme.io", issuer: authority, notBefore: past(9), notAfter: past(1) }),
      "expired",
    ],
    [
      "not valid yet",
      createCertificate({ name: "hooks.acme.io", issuer: authority, notBefore: past(-1), notAfter: past(-9) }),
      "not valid yet",
    ],
    [
      "made for another name",
      createCertificate({ name: "evil.example", issuer: authority }),
      "not made for hooks.acme.io",
    ],
    [
      "from an unknown authority",
      createCertificate({ name: "hooks.acme.io", issuer: createCertificate({ name: "Nobody", isAuthority: true }) }),
      "unknown authority",
    ],
  ])("refuses a certificate that is %s, and says so", async (_name, certificate, reason) => {
    const receiver = await start(answers(), certificate);
    const result = await send(receiver, "hooks.acme.io");
    expect(result).toMatchObject({ kind: "error", code: "tls_error", message: expect.stringContaining(reason) });
    expect(receiver.requests).toEqual([]);
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("refuses a good certificate of one name at another", async () => {
    const receiver = await start(answers(), good);
    await send(receiver, "hooks.acme.io");
    expect(await send(receiver, "other.acme.io")).toMatchObject({ kind: "error", code: "tls_error" });
    expect(receiver.requests).toHaveLength(1);
  });

  it("checks a literal address against the certificate, too", async () => {
    const receiver = await start(answers(), good);
    expect(await send(receiver, "127.0.0.2")).toMatchObject({ kind: "error", code: "tls_error" });
  });

  it("has no switch to leave the check out, not even Node's own", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const receiver = await start(answers(), createCertificate({ name: "hooks.acme.io" }));
    expect(await send(receiver, "hooks.acme.io")).toMatchObject({ kind: "error", code: "tls_error" });
    expect(receiver.requests).toEqual([]);
  });

  it("ends a stalled handshake in tls_error and lets go of the connection", async () => {
    const receiver = await start({});
    const result = await send(receiver, "hooks.acme.io", { connectTimeoutMs: 100, timeoutMs: 10_000 });
    expect(result).toMatchObject({ kind: "error", code: "tls_error", message: expect.stringContaining("100 ms") });
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("never falls back to plain text", async () => {
    const receiver = await start(speaksFirst("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"));
    expect(await send(receiver, "hooks.acme.io")).toMatchObject({ kind: "error", code: "tls_error" });
    expect(receiver.requests).toEqual([]);
  });

  it("calls a connection that closes during the handshake reset", async () => {
    const receiver = await start({ onConnection: (socket) => socket.end() });
    expect(await send(receiver, "hooks.acme.io")).toMatchObject({ kind: "error", code: "connection_reset" });
  });

  it("says nothing on a socket that reached another address", async () => {
    const victim = await startReceiver({ behaviour: {}, host: "127.0.0.1" });
    receivers.push(victim);
    let bytes = 0;
    victim.behave({ onConnection: (socket) => socket.on("data", (chunk: Buffer) => (bytes += chunk.length)) });
    const dial = () => connectTcp({ host: "127.0.0.1", port: victim.port });
    expect(await send(victim, "hooks.acme.io", { dial })).toMatchObject({ kind: "error", code: "blocked_address" });
    await expect.poll(victim.openConnections).toBe(0);
    expect([victim.accepts(), bytes]).toEqual([1, 0]);
  });
});

async function start(behaviour: Behaviour, certificate?: { key: string; cert: string }): Promise<Receiver> {
  const receiver = await startReceiver(certificate ? { behaviour, tls: certificate } : { behaviour });
  receivers.push(receiver);
  return receiver;
}

function send(receiver: Receiver, host: string, request: Partial<EgressRequest> = {}) {
  const url = `https://${host}:${receiver.port}/`;
  const defaults = { method: "POST", headers: {}, body: Buffer.from("{}"), timeoutMs: 2_000, policy, resolver };
  return sendRequest({ url, ...defaults, ...request });
}
