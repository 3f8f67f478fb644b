import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database, driver } from "#db/client.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { answers } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { startDispatcher } from "./dispatcher.ts";
import { BYTES_IN_HAND_MAX } from "./limits.ts";
import { deliveryRow, enqueue, makeDispatchable } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });
const AT_A_TIME = 4;
const MESSAGES = 10;

ownTestDatabase();
let receiver: Receiver;
const held: Socket[] = [];

beforeAll(async () => {
  receiver = await startReceiver({ behaviour: { onRequest: (_request, socket) => void held.push(socket) } });
});
afterAll(async () => {
  await receiver.close();
});

test("large messages are taken in hand a few at a time, and each is sent once", async () => {
  const tenant = await makeTenant();
  const endpoint = await makeDispatchable(tenant, { url: receiver.url, maxInFlight: 100 });
  const body = Buffer.alloc(BYTES_IN_HAND_MAX / AT_A_TIME, "a");
  const ids = await enqueue(tenant, endpoint, { count: MESSAGES, body });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  const states = async () => {
    const rows = await Promise.all(ids.map(deliveryRow));
    return rows.map(({ status, attemptCount }) => `${status} ${attemptCount}`);
  };
  const waiting = ids.map((_, at) => (at < AT_A_TIME ? "sending 1" : "pending 0"));
  await receiver.received(AT_A_TIME);
  await expect.poll(states, { timeout: 10_000 }).toEqual(waiting);

  receiver.behave(answers());
  for (const socket of held) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  await expect.poll(states, { timeout: 15_000 }).toEqual(ids.map(() => "succeeded 1"));
  await dispatcher.stop();
  expect(receiver.requests).toHaveLength(MESSAGES);
});
