import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { eventTypes } from "#db/schema/event.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { findDelivery } from "#domain/delivery/find.ts";
import { delivery } from "#domain/delivery/schema.ts";
import { serializeDelivery } from "#domain/delivery/serialize.ts";
import { checkEndpointUrl } from "#domain/egress/check-url.ts";
import { configuredPolicy } from "#domain/egress/configured-policy.ts";
import { DomainError, invalidField } from "#domain/error.ts";
import { storeEventsIn } from "#domain/event/store.ts";
import { formatId } from "#domain/id.ts";
import { type EndpointRow, holdEndpoint } from "./find.ts";
import { testEndpointInput } from "./schema.ts";

export const testEndpoint = operation({
  id: "endpoint.test",
  summary: "Send an endpoint a test",
  description:
    "Queues one made-up event for this endpoint alone, whatever it subscribes to: the event type's example from the " +
    "catalogue, `endpoint.test` where there is none, or the payload given here. It is tried once. Answers the delivery, " +
    "which a paused or suspended endpoint gets when it is resumed.",
  permission: "manage_webhooks",
  scope: "app",
  input: testEndpointInput,
  output: delivery,
  audited: true,
  idempotent: true,
  refusals: ["conflict", "state_forbids"],
  run: async ({ app, tx, audit }, { id, eventType, payload }) => {
    const endpoint = await holdEndpoint(tx, app, id);
    refuseBlocked(endpoint);
    const message =
      ownMessage(eventType, payload) ??
      (await exampleOf(tx, app, eventType)) ??
      plainTest(endpoint, await databaseNow(tx));
    const [stored] = await storeEventsIn(tx, [
      {
        tenantId: app.tenantId,
        appId: app.id,
        type: message.type,
        body: Buffer.from(message.body),
        contentType: "application/json",
        isSynthetic: true,
        only: { endpointId: id, trigger: "test" },
      },
    ]);
    const [deliveryId] = stored?.deliveryIds ?? [];
    if (deliveryId === undefined) throw new Error("The test made no delivery.");
    const after = { deliveryId: formatId("dlv", deliveryId), eventType: message.type };
    await audit({ target: { type: "endpoint", id: formatId("ep", id) }, after });
    return serializeDelivery(await findDelivery(tx, app, deliveryId));
  },
});

/** The policy may have become stricter since the URL was saved. */
function refuseBlocked({ url }: EndpointRow): void {
  const verdict = checkEndpointUrl(url, configuredPolicy());
  if (!verdict.ok)
    throw new DomainError("state_forbids", `Nothing may be sent to this endpoint's URL. ${verdict.reason}`);
}

const PLAIN = "endpoint.test";

type Message = { type: string; body: string };

/** What the caller wrote, as a whole message of the type they named. */
function ownMessage(type = PLAIN, payload?: Record<string, unknown>): Message | null {
  if (payload === undefined) return null;
  const message = Object.hasOwn(payload, "type") ? payload : { type, ...payload };
  if (message.type !== type) throw invalidField("payload.type", `Must be ${type}, or left out`);
  return { type, body: JSON.stringify(message) };
}

async function exampleOf(tx: Tx, app: AppContext, eventType: string | undefined): Promise<Message | null> {
  if (eventType === undefined) return null;
  const ofType = and(eq(eventTypes.appId, app.id), eq(eventTypes.name, eventType), isNull(eventTypes.archivedAt));
  const [row] = await tx.select({ example: eventTypes.example }).from(eventTypes).where(ofType);
  return row?.example ? { type: eventType, body: row.example } : null;
}

function plainTest({ id, name }: EndpointRow, now: Date): Message {
  const data = { endpointId: formatId("ep", id), endpointName: name };
  return { type: PLAIN, body: JSON.stringify({ type: PLAIN, timestamp: now.toISOString(), data }) };
}
