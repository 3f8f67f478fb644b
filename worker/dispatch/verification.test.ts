import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { database, driver } from "#db/client.ts";
import { updateApp } from "#domain/app/update.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { getEndpoint } from "#domain/endpoint/get.ts";
import { makeEndpoint } from "#domain/endpoint/test-factory.ts";
import { updateEndpoint } from "#domain/endpoint/update.ts";
import { verifyEndpoint } from "#domain/endpoint/verify.ts";
import { acceptEvent } from "#domain/event/accept.ts";
import { getEvent } from "#domain/event/get.ts";
import { actorIn, makeTenant } from "#domain/test-factory.ts";
import { answers, echoesChallenge } from "#harness/behaviours.ts";
import { type Receiver, startReceiver } from "#harness/receiver.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";

process.env.EGRESS_ALLOW_CIDRS = "127.0.0.2/32";
process.env.EGRESS_ALLOW_HTTP = "true";

ownTestDatabase();
let dispatcher: Dispatcher;
let willing: Receiver;
let moved: Receiver;
let stubborn: Receiver;
let caller: { actor: ReturnType<typeof actorIn> };

beforeAll(async () => {
  dispatcher = startDispatcher({ sql: driver(), db: database(), policy: configuredPolicy() });
  willing = await startReceiver({ behaviour: echoesChallenge() });
  moved = await startReceiver({ behaviour: echoesChallenge() });
  stubborn = await startReceiver({ behaviour: answers() });
});
beforeEach(async () => {
  caller = { actor: actorIn(await makeTenant()) };
});
afterAll(async () => {
  for (const receiver of [willing, moved, stubborn]) await receiver.close();
  await dispatcher.stop();
});

async function post(): Promise<string> {
  const body = Buffer.from('{"type":"order.paid"}');
  return (await acceptEvent(caller, { body, contentType: "application/json" })).id;
}

async function routeOf(eventId: string, endpointId: string) {
  const { routing, deliveries } = await getEvent(caller, { id: eventId });
  const route = routing.find((one) => one.endpointId === endpointId);
  const delivery = deliveries.find((one) => one.endpointId === endpointId);
  return { sent: route?.sent, reason: route?.reason, status: delivery?.status };
}

const held = { sent: false, reason: "unverified", status: "pending" };
const delivered = { sent: true, reason: "matched", status: "succeeded" };

async function untilDelivered(eventId: string, endpointId: string): Promise<void> {
  dispatcher.wake();
  await vi.waitFor(async () => expect(await routeOf(eventId, endpointId)).toEqual(delivered), { timeout: 10_000 });
}

const eventsAt = ({ requests }: Receiver, eventId: string) =>
  requests.filter(({ headers }) => headers["webhook-id"] === eventId).length;

test("an app that asks for it holds deliveries until their endpoint is verified, and again when its URL changes", async () => {
  await updateApp(caller, { requireVerification: true });
  const { id } = await makeEndpoint(caller.actor, { url: willing.url });
  const { id: witness } = await makeEndpoint(caller.actor, { url: stubborn.url });
  const first = await post();
  expect(await routeOf(first, id)).toEqual(held);

  expect(await verifyEndpoint(caller, { id })).toEqual({ verified: true });
  await untilDelivered(first, id);
  expect(eventsAt(willing, first)).toBe(1);
  expect(await routeOf(first, witness)).toEqual(held);

  const changed = await updateEndpoint(caller, { id, url: moved.url });
  expect(changed.verification).toEqual({ status: "unverified", checkedAt: null, reason: null });
  const second = await post();
  expect(await routeOf(second, id)).toEqual(held);
  expect(await routeOf(first, id)).toEqual(delivered);

  await verifyEndpoint(caller, { id });
  await untilDelivered(second, id);
  expect([eventsAt(willing, second), eventsAt(moved, second)]).toEqual([0, 1]);
  expect([eventsAt(stubborn, first), eventsAt(stubborn, second)]).toEqual([0, 0]);
});

test("a receiver that does not repeat the challenge goes on being held, and the answer says why", async () => {
  await updateApp(caller, { requireVerification: true });
  const { id } = await makeEndpoint(caller.actor, { url: stubborn.url });
  const event = await post();
  const verdict = await verifyEndpoint(caller, { id });
  expect(verdict).toEqual({ verified: false, reason: expect.stringContaining("challenge") });
  expect((await getEndpoint(caller, { id })).verification).toMatchObject({ status: "failed", reason: verdict.reason });
  expect(await routeOf(event, id)).toEqual(held);
});

test("changing anything but the URL keeps an endpoint verified", async () => {
  const { id } = await makeEndpoint(caller.actor, { url: willing.url });
  await verifyEndpoint(caller, { id });
  const changed = await updateEndpoint(caller, { id, url: willing.url, name: "Renamed" });
  expect(changed.verification.status).toBe("verified");
});

test("what was held goes out once the app no longer asks for verification", async () => {
  await updateApp(caller, { requireVerification: true });
  const { id } = await makeEndpoint(caller.actor, { url: stubborn.url });
  const event = await post();
  expect(await routeOf(event, id)).toEqual(held);
  await updateApp(caller, { requireVerification: false });
  await untilDelivered(event, id);
});
