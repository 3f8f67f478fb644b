import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { ownTestDatabase } from "#db/test-database.ts";
import { createEgressPolicy } from "#domain/egress/policy.ts";
import { makeTenant } from "#domain/test-factory.ts";
import { type Receiver, startReceiver } from "#worker/test-receiver/start-receiver.ts";
import { startDispatcher } from "./dispatcher.ts";
import { BYTES_IN_HAND_MAX } from "./limits.ts";
import { deliveryRow, enqueue, makeDispatchable } from "./test-queue.ts";

const policy = createEgressPolicy({ allowCidrs: ["127.0.0.2/32"], allowHttp: true, proxyUrl: null, ownAddresses: [] });
const MESSAGE_BYTES = BYTES_IN_HAND_MAX / 4;
const MESSAGES = 10;

ownTestDatabase();
let receiver: Receiver;
let open = 0;
let mostOpen = 0;

beforeAll(async () => {
  receiver = await startReceiver({
    behaviour: {
      onRequest: (_request, socket) => {
        open += 1;
        mostOpen = Math.max(mostOpen, open);
        setTimeout(() => {
          open -= 1;
          socket.write("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        }, 50);
      },
    },
  });
});
afterAll(async () => {
  await receiver.close();
});

test("large messages are taken in hand a few at a time, and each is sent once", async () => {
  const tenant = await makeTenant();
  const endpoint = await makeDispatchable(tenant, { url: receiver.url, maxInFlight: 100 });
  const ids = await enqueue(tenant, endpoint, { count: MESSAGES, body: Buffer.alloc(MESSAGE_BYTES, "a") });
  const dispatcher = startDispatcher({ sql: driver(), db: database(), policy });
  await vi.waitFor(
    async () => {
      const rows = await Promise.all(ids.map(deliveryRow));
      expect(rows.map(({ status, attemptCount }) => ({ status, attemptCount }))).toEqual(
        ids.map(() => ({ status: "succeeded", attemptCount: 1 })),
      );
    },
    { timeout: 15_000, interval: 50 },
  );
  await dispatcher.stop();
  expect(receiver.requests).toHaveLength(MESSAGES);
  expect(mostOpen).toBeGreaterThan(1);
  expect(mostOpen).toBeLessThanOrEqual(4);
});
