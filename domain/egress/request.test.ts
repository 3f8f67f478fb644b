import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { answers, answersAfter, answersInTurn, echoesChallenge, hangsUp, neverAnswers } from "#harness/behaviours.ts";
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

const receivers: Receiver[] = [];

afterEach(async () => {
  closeIdleConnections();
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

describe("sendRequest", () => {
  it("sends method, path, headers and the exact bytes, and asks for no compression", async () => {
    const receiver = await start(answers());
    const body = Buffer.from([0, 255, 10, 13, 226, 130]);
    await send(receiver, {
      url: `${receiver.url}in/%7Ba%7D?x=1&y=%20`,
      method: "PUT",
      headers: { "content-type": "text/plain", "X-Mine": "yes" },
      body,
    });
    const [request] = receiver.requests;
    expect(request).toMatchObject({ method: "PUT", path: "/in/%7Ba%7D?x=1&y=%20" });
    expect(request?.headers).toEqual({
      host: `127.0.0.2:${receiver.port}`,
      connection: "keep-alive",
      "accept-encoding": "identity",
      "content-type": "text/plain",
      "x-mine": "yes",
      "content-length": "6",
    });
    expect(request?.body).toEqual(body);
  });

  it("sends nothing once its time is over, even where no timer could fire", async () => {
    const receiver = await start(answers());
    const result = await send(receiver, { timeoutMs: 50, dial: stallsOnceConnected(80) });
    expect(result).toMatchObject({ kind: "error", code: "timeout", isOurOutage: true });
    const next = await send(receiver);
    expect(next).toMatchObject({ kind: "response", status: 200 });
    expect(receiver.requests).toHaveLength(1);
  });

  it("sends nothing where its time ends between the last look at the clock and the first byte", async () => {
    const receiver = await start(answers());
    await send(receiver);
    const kept = await send(receiver, { timeoutMs: 50, headers: stallsWhenRead(80) });
    const fresh = await send(receiver, { timeoutMs: 50, headers: stallsWhenRead(80) });
    for (const result of [kept, fresh]) {
      expect(result).toMatchObject({ kind: "error", code: "timeout", isOurOutage: true });
    }
    const next = await send(receiver);
    expect(next).toMatchObject({ kind: "response", status: 200 });
    expect(receiver.requests).toHaveLength(2);
  });

  it("gives the answer with its status, headers, body, times and address", async () => {
    const receiver = await start(answers({ status: 207, headers: { "X-Trace": "t1" }, body: "taken" }));
    const result = await send(receiver);
    expect(result).toEqual({
      kind: "response",
      status: 207,
      headers: { "x-trace": "t1", "content-length": "5" },
      body: Buffer.from("taken"),
      bodyBytes: 5,
      truncated: false,
      timings: { dnsMs: null, connectMs: expect.any(Number), tlsMs: null, firstByteMs: expect.any(Number) },
      durationMs: expect.any(Number),
      remoteAddress: "127.0.0.2",
    });
  });

  it("lets no header change where the request goes or how it is framed", async () => {
    const receiver = await start(answers());
    await send(receiver, {
      headers: { Host: "evil.example", "Content-Length": "1", "transfer-encoding": "chunked", "Accept-Encoding": "br" },
      body: Buffer.from("four"),
    });
    expect(receiver.requests[0]?.headers).toMatchObject({
      host: `127.0.0.2:${receiver.port}`,
      "content-length": "4",
      "accept-encoding": "identity",
    });
    expect(receiver.requests[0]?.headers).not.toHaveProperty("transfer-encoding");
  });

  it.each(["a\r\nx-evil: 1", "a\nb", "a\0b"])(
    "never writes a header value with a line break or NUL: %j",
    async (value) => {
      const receiver = await start(answers());
      const result = await send(receiver, { headers: { "x-mine": value } });
      expect(result).toMatchObject({ kind: "error", code: "unknown" });
      expect(receiver.requests).toEqual([]);
    },
  );

  it("uses a connection again, and says that it took no time to connect", async () => {
    const receiver = await start(answers());
    await send(receiver);
    const second = await send(receiver);
    expect(receiver.accepts()).toBe(1);
    expect(second.timings).toMatchObject({ connectMs: null });
  });

  it("opens as many connections as requests run at once, and no more later", async () => {
    const receiver = await start(answersAfter(20));
    await Promise.all(Array.from({ length: 8 }, () => send(receiver)));
    await Promise.all(Array.from({ length: 8 }, () => send(receiver)));
    expect(receiver.accepts()).toBe(8);
  });

  it("opens a new connection once it has noticed that the kept one was closed", async () => {
    const receiver = await start(answers());
    await send(receiver);
    await receiver.close();
    const restarted = await startReceiver({ behaviour: answers(), port: receiver.port });
    receivers.push(restarted);
    await expect.poll(async () => (await send(restarted)).kind).toBe("response");
  });

  it("does not use a connection again that the receiver wants closed", async () => {
    const receiver = await start(answers({ headers: { connection: "close" } }));
    await send(receiver);
    await send(receiver);
    expect(receiver.accepts()).toBe(2);
  });

  it("sends a request once: a receiver that hangs up is not asked again", async () => {
    const receiver = await start(hangsUp());
    expect(await send(receiver)).toMatchObject({ kind: "error", code: "connection_reset" });
    receiver.behave(answers());
    await send(receiver);
    receiver.behave(hangsUp());
    expect(await send(receiver)).toMatchObject({ kind: "error", code: "connection_reset" });
    expect(receiver.requests).toHaveLength(3);
  });

  it("stops at once when its caller does, and lets go of the connection", async () => {
    const receiver = await start(neverAnswers());
    const caller = new AbortController();
    const result = send(receiver, { signal: caller.signal });
    await receiver.received(1);
    caller.abort();
    expect(await result).toMatchObject({ kind: "error", code: "unknown", isOurOutage: true });
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("sends nothing when its caller has stopped already", async () => {
    const receiver = await start(answers());
    const result = await send(receiver, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ kind: "error", code: "unknown" });
    expect(receiver.accepts()).toBe(0);
    await send(receiver);
    await send(receiver, { signal: AbortSignal.abort() });
    expect(receiver.requests).toHaveLength(1);
  });

  it("reports a refused connection", async () => {
    const receiver = await start(answers());
    await receiver.close();
    const result = await send(receiver);
    expect(result).toMatchObject({
      kind: "error",
      code: "connection_refused",
      isOurOutage: false,
      remoteAddress: "127.0.0.2",
      timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
    });
  });

  it("brings a challenge there and back", async () => {
    const receiver = await start(echoesChallenge());
    const result = await send(receiver, { body: Buffer.from('{"challenge":"c1"}') });
    expect(result).toMatchObject({ kind: "response", body: Buffer.from('{"challenge":"c1"}') });
  });

  it("gives each answer as it was, one after another on one connection", async () => {
    const receiver = await start(answersInTurn({ status: 503 }, { status: 204 }, { body: "third" }));
    const results = [await send(receiver), await send(receiver), await send(receiver)];
    expect(results).toMatchObject([{ status: 503 }, { status: 204, bodyBytes: 0 }, { status: 200, bodyBytes: 5 }]);
  });
});

async function start(behaviour: Behaviour): Promise<Receiver> {
  const receiver = await startReceiver({ behaviour });
  receivers.push(receiver);
  return receiver;
}

function send(receiver: Receiver, request: Partial<EgressRequest> = {}) {
  const defaults = {
    url: receiver.url,
    method: "POST",
    headers: {},
    body: Buffer.from("{}"),
    timeoutMs: 2_000,
    policy,
  };
  return sendRequest({ ...defaults, ...request });
}

/** Holds up the whole process once the connection is there. */
function stallsOnceConnected(stallMs: number): NonNullable<EgressRequest["dial"]> {
  return (host, port) => {
    const socket = connect({ host, port });
    socket.once("connect", () => stall(stallMs));
    return socket;
  };
}

/** Headers that hold up the whole process while the request is put together. */
function stallsWhenRead(stallMs: number): Record<string, string> {
  return {
    get "x-stalls"() {
      stall(stallMs);
      return "yes";
    },
  };
}

/** As a stop signal or a starved machine does. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
