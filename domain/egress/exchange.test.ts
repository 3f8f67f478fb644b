import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { answers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { closeIdleConnections, createConnection, destroyConnection, keepIdle, takeIdle } from "./connection.ts";
import { type ExchangeRequest, exchange } from "./exchange.ts";

let receiver: Receiver | undefined;

afterEach(async () => {
  closeIdleConnections();
  await receiver?.close();
  receiver = undefined;
});

const REQUEST: ExchangeRequest = {
  method: "POST",
  path: "/",
  headers: [],
  body: Buffer.from("{}"),
  timeoutMs: 1_000,
  attemptTimeoutMs: 1_000,
  signal: undefined,
  responseBytesMax: 100,
  responseTimeMaxMs: 100,
  refusal: () => null,
};

describe("exchange", () => {
  it("calls a connection stale whose socket went before anything was written, and never opens another", async () => {
    const connection = await open();
    connection.socket.destroy();
    expect(await exchange(connection, REQUEST)).toEqual({ kind: "stale" });
    expect(receiver?.requests).toEqual([]);
    expect(receiver?.accepts()).toBe(1);
  });

  it("calls a used connection stale whose socket went while it was idle", async () => {
    const connection = await open();
    expect(await exchange(connection, REQUEST)).toMatchObject({ kind: "answered" });
    const second = exchange(connection, REQUEST);
    connection.socket.destroy();
    expect(await second).toEqual({ kind: "stale" });
    expect(receiver?.requests).toHaveLength(1);
    destroyConnection(connection);
  });
});

describe("idle connections", () => {
  it("hands out the connection used last, each to one taker, and none that was closed", async () => {
    const [first, second, closed] = [await open(), await open(), await open()];
    keepIdle(first);
    keepIdle(second);
    keepIdle(closed);
    closed.socket.destroy();
    expect(takeIdle("key")).toBe(second);
    expect(takeIdle("key")).toBe(first);
    expect(takeIdle("key")).toBeUndefined();
    destroyConnection(first);
    destroyConnection(second);
  });

  it("keeps connections of different keys apart", async () => {
    keepIdle(await open());
    expect(takeIdle("other key")).toBeUndefined();
  });
});

async function open() {
  receiver ??= await startReceiver({ behaviour: answers() });
  const { host, port, url } = receiver;
  const socket = connect({ host, port });
  await new Promise((resolve) => socket.once("connect", resolve));
  return createConnection({ origin: new URL(url).origin, key: "key", socket, remoteAddress: host });
}
