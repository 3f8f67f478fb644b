import { brotliCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  answers,
  answersRaw,
  dripsHeaders,
  echoesRequest,
  endlessBody,
  gzipBomb,
  neverAnswers,
  resets,
  shortBody,
  speaksFirst,
} from "#harness/behaviours.ts";
import { type Behaviour, type Receiver, startReceiver, startUnacceptingListener } from "#harness/receiver.ts";
import { closeIdleConnections } from "./connection.ts";
import { createEgressPolicy } from "./policy.ts";
import { type EgressRequest, RESPONSE_BYTES_MAX, sendRequest } from "./request.ts";

const policy = createEgressPolicy({
  allowCidrs: ["127.0.0.2/32"],
  allowHttp: true,
  proxyUrl: null,
  ownAddresses: [],
});

const DRAIN_BYTES_MAX = 65_536;
const SOCKET_READ_BYTES = 65_536;

const receivers: Receiver[] = [];

afterEach(async () => {
  closeIdleConnections();
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

describe("a receiver that keeps us waiting", () => {
  it("that never takes the connection ends in connect_timeout, long before the deadline", async () => {
    const listener = await startUnacceptingListener();
    const result = await send(listener.url, { connectTimeoutMs: 150, timeoutMs: 10_000 });
    expect(result).toMatchObject({ kind: "error", code: "connect_timeout", isOurOutage: false });
    expect(result.durationMs).toBeGreaterThanOrEqual(140);
    expect(result.durationMs).toBeLessThan(2_000);
    await listener.close();
  });

  it("that takes the connection and says nothing ends in timeout, and the connection is let go", async () => {
    const receiver = await start(neverAnswers());
    const result = await send(receiver.url, { timeoutMs: 120 });
    expect(result).toMatchObject({ kind: "error", code: "timeout", message: expect.stringContaining("120 ms") });
    expect(result.durationMs).toBeLessThan(1_000);
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("that drips its headers ends in timeout: the deadline is one, not one per byte", async () => {
    const receiver = await start(dripsHeaders(10));
    const result = await send(receiver.url, { timeoutMs: 200 });
    expect(result).toMatchObject({ kind: "error", code: "timeout" });
    expect(result.durationMs).toBeLessThan(1_000);
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("that keeps on sending interim answers ends in timeout", async () => {
    const receiver = await start({
      onRequest: (_request, socket) => {
        const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), 5);
        socket.once("close", () => clearInterval(timer));
      },
    });
    expect(await send(receiver.url, { timeoutMs: 150 })).toMatchObject({ kind: "error", code: "timeout" });
  });
});

describe("a receiver whose body is no body", () => {
  it("that is endless and fast is a success of which 64 KiB are kept", async () => {
    const receiver = await start(endlessBody({ everyMs: null }));
    const result = await send(receiver.url);
    expect(result).toMatchObject({ kind: "response", status: 200, truncated: true });
    const { body, bodyBytes } = responseOf(result);
    expect(body).toHaveLength(RESPONSE_BYTES_MAX);
    expect(bodyBytes).toBeLessThanOrEqual(RESPONSE_BYTES_MAX + DRAIN_BYTES_MAX + SOCKET_READ_BYTES);
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("that is endless and slow is a success that is cut off soon", async () => {
    const receiver = await start(endlessBody({ everyMs: 10 }));
    const result = await send(receiver.url, { responseTimeMaxMs: 120, timeoutMs: 10_000 });
    expect(result).toMatchObject({ kind: "response", status: 200, truncated: true });
    expect(result.durationMs).toBeLessThan(1_000);
    const { body, bodyBytes } = responseOf(result);
    expect(body.length).toBeGreaterThan(0);
    expect(body).toHaveLength(bodyBytes);
    await expect.poll(receiver.openConnections).toBe(0);
  });

  it("that is slow is cut off by the deadline of the attempt, too", async () => {
    const receiver = await start(endlessBody({ everyMs: 10 }));
    const result = await send(receiver.url, { responseTimeMaxMs: 10_000, timeoutMs: 150 });
    expect(result).toMatchObject({ kind: "response", status: 200, truncated: true });
    expect(result.durationMs).toBeLessThan(1_000);
  });

  it("does not cost memory beyond what is kept, fifty at once", async () => {
    const receiver = await start(endlessBody({ everyMs: null }));
    const results = await Promise.all(Array.from({ length: 50 }, () => send(receiver.url, { timeoutMs: 10_000 })));
    const kept = results.map((result) => responseOf(result).body);
    expect(kept.map((body) => body.length)).toEqual(Array.from({ length: 50 }, () => RESPONSE_BYTES_MAX));
  });

  it.each([RESPONSE_BYTES_MAX - 1, RESPONSE_BYTES_MAX, RESPONSE_BYTES_MAX + 1])(
    "keeps %i bytes or the first 64 KiB",
    async (size) => {
      const receiver = await start(answers({ body: Buffer.alloc(size, "a") }));
      const result = responseOf(await send(receiver.url));
      expect(result).toMatchObject({ bodyBytes: size, truncated: size > RESPONSE_BYTES_MAX });
      expect(result.body).toHaveLength(Math.min(size, RESPONSE_BYTES_MAX));
      await send(receiver.url);
      expect(receiver.accepts()).toBe(1);
    },
  );

  it("never inflates a bomb", async () => {
    const receiver = await start(gzipBomb(50 * 1_024 * 1_024));
    const result = responseOf(await send(receiver.url));
    expect(result.headers).toMatchObject({ "content-encoding": "gzip" });
    expect(result.body.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(result.bodyBytes).toBeLessThan(100_000);
    const bytes = brotliCompressSync(Buffer.alloc(50 * 1_024 * 1_024));
    receiver.behave(answers({ headers: { "content-encoding": "br" }, body: bytes }));
    expect(responseOf(await send(receiver.url)).body).toEqual(bytes);
    expect(receiver.requests[0]?.headers).toMatchObject({ "accept-encoding": "identity" });
  });

  it("that announces 100 bytes, sends 5 and closes is a success with a truncated body", async () => {
    const receiver = await start(shortBody({ announced: 100, body: "short" }));
    const result = await send(receiver.url);
    expect(result).toMatchObject({ kind: "response", status: 200, truncated: true, bodyBytes: 5 });
    expect(Buffer.from(responseOf(result).body).toString()).toBe("short");
  });

  it.each([
    "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\npart",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n",
  ])("that resets in the middle of the body is still a success: %j", async (bytes) => {
    const receiver = await start({
      onRequest: (_request, socket) => {
        socket.write(bytes);
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
    });
    expect(await send(receiver.url)).toMatchObject({ kind: "response", status: 200, truncated: true, bodyBytes: 4 });
  });

  it("that breaks its own chunks is still a success", async () => {
    const receiver = await start(
      answersRaw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n"),
    );
    expect(await send(receiver.url)).toMatchObject({ kind: "response", truncated: true, bodyBytes: 4 });
  });

  it("that ends with the connection is whole", async () => {
    const receiver = await start({ onRequest: (_request, socket) => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it") });
    expect(await send(receiver.url)).toMatchObject({ kind: "response", truncated: false, bodyBytes: 9 });
  });

  it("gives NUL, broken UTF-8, ANSI codes and markup back byte for byte", async () => {
    const nasty = Buffer.from([0, 0xff, 0xfe, 0x1b, 0x5b, 0x33, 0x31, 0x6d, ...Buffer.from("</script>\u202e")]);
    const receiver = await start(answers({ body: nasty }));
    expect(responseOf(await send(receiver.url)).body).toEqual(nasty);
  });

  it("that echoes the request is given back as it is: hiding secrets is for who stores it", async () => {
    const receiver = await start(echoesRequest());
    const result = responseOf(await send(receiver.url, { headers: { "webhook-signature": "v1,abc" } }));
    expect(Buffer.from(result.body).toString()).toContain("v1,abc");
  });
});

describe("a receiver that does not speak HTTP", () => {
  it.each(["", "HTTP/1.1 200 OK\r\nx-half: "])("that resets after %j ends in connection_reset", async (first) => {
    const receiver = await start(resets(first));
    expect(await send(receiver.url)).toMatchObject({ kind: "error", code: "connection_reset", isOurOutage: false });
  });

  it("that closes within the headers ends in connection_reset", async () => {
    const receiver = await start({ onRequest: (_request, socket) => socket.end("HTTP/1.1 200 OK\r\nx-half: ") });
    expect(await send(receiver.url)).toMatchObject({ kind: "error", code: "connection_reset" });
  });

  it("that resets as soon as it is connected ends in connection_reset", async () => {
    const receiver = await start({ onConnection: (socket) => socket.resetAndDestroy() });
    expect(await send(receiver.url)).toMatchObject({ kind: "error", code: "connection_reset" });
  });

  it.each([
    ["SSH", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"],
    ["SMTP", "220 mail.example.com ESMTP\r\n"],
    ["random bytes", Buffer.from([0x93, 0x00, 0x1b, 0xff, 0x0d, 0x0a, 0x41])],
    ["HTTP/2", Buffer.from([0, 0, 18, 4, 0, 0, 0, 0, 0])],
  ])("that greets with %s ends in bad_response", async (_name, banner) => {
    const receiver = await start(speaksFirst(banner));
    expect(await send(receiver.url)).toMatchObject({ kind: "error", code: "bad_response" });
  });

  it.each([
    ["no status", "HTTP/1.1 OK\r\n\r\n"],
    ["status 99", "HTTP/1.1 99 Low\r\ncontent-length: 0\r\n\r\n"],
    ["an unasked upgrade", "HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"],
    ["an unasked go-on", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
    ["length and chunks", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["a bare line feed", "HTTP/1.1 200 OK\r\nx: a\nb: c\r\n\0\r\n\r\n"],
    ["20 KiB of headers", `HTTP/1.1 200 OK\r\nx-big: ${"a".repeat(20_480)}\r\n\r\n`],
    ["10,000 headers", `HTTP/1.1 200 OK\r\n${"a: b\r\n".repeat(10_000)}\r\n`],
  ])("that answers with %s ends in bad_response", async (_name, bytes) => {
    const receiver = await start(answersRaw(bytes));
    expect(await send(receiver.url)).toMatchObject({ kind: "error", code: "bad_response" });
  });

  it("does not take a second, unasked answer for that of the next request", async () => {
    const answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
    const receiver = await start(answersRaw(`${answer}HTTP/1.1 500 Smuggled\r\ncontent-length: 0\r\n\r\n`));
    expect(await send(receiver.url)).toMatchObject({ kind: "response", status: 200 });
    receiver.behave(answers({ status: 202 }));
    expect(await send(receiver.url)).toMatchObject({ kind: "response", status: 202 });
  });

  it("keeps headers named like parts of an object as plain headers", async () => {
    const head =
      "__proto__: a\r\n__proto__: b\r\nconstructor: c\r\nhasOwnProperty: d\r\nset-cookie: e\r\nset-cookie: f\r\n";
    const receiver = await start(answersRaw(`HTTP/1.1 200 OK\r\n${head}content-length: 0\r\n\r\n`));
    const { headers } = responseOf(await send(receiver.url));
    expect(Object.entries(headers).sort()).toEqual([
      ["__proto__", "a, b"],
      ["constructor", "c"],
      ["content-length", "0"],
      ["hasownproperty", "d"],
      ["set-cookie", "e, f"],
    ]);
  });
});

describe("a receiver's status", () => {
  it.each([200, 204, 299, 300, 301, 304, 307, 400, 410, 429, 500, 503, 599])(
    "%i comes back as it is",
    async (status) => {
      const receiver = await start(answers({ status, headers: { "retry-after": "120" } }));
      expect(await send(receiver.url)).toMatchObject({ kind: "response", status, headers: { "retry-after": "120" } });
    },
  );

  it("comes with a Retry-After of 10 kB whole", async () => {
    const receiver = await start(answers({ status: 503, headers: { "retry-after": "9".repeat(10_240) } }));
    expect(responseOf(await send(receiver.url)).headers["retry-after"]).toHaveLength(10_240);
  });
});

async function start(behaviour: Behaviour): Promise<Receiver> {
  const receiver = await startReceiver({ behaviour });
  receivers.push(receiver);
  return receiver;
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

function responseOf(result: Awaited<ReturnType<typeof sendRequest>>) {
  if (result.kind !== "response") {
    throw new Error(`No response: ${result.code}, ${result.message}`);
  }
  return result;
}
