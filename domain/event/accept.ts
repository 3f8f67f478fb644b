import type { Database, Tx } from "#db/client.ts";
import type { AppContext } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { formatId } from "#domain/id.ts";
import { judgeByCatalogue } from "./judge-by-catalogue.ts";
import { messageContentType, parseMessage } from "./parse-message.ts";
import { type AcceptEventInput, type AcceptedEvent, acceptEventInput, acceptedEvent } from "./schema.ts";
import { type NewEvent, type StoredEvent, storeEventsIn } from "./store.ts";

/** Takes one message and queues it for every endpoint that subscribes to its type. A key's call is its own record. */
export const acceptEvent = operation({
  id: "event.accept",
  summary: "Send an event",
  description:
    "The body is the message: a JSON object with a string `type`, at most 256 KiB, delivered byte for byte. " +
    "At least once after a 202; duplicates carry the same `webhook-id`. Duplicate keys (the last `type` counts), escapes " +
    "and numbers of any size pass through unchanged; invalid UTF-8, a byte order mark and nesting past 64 are refused.",
  permission: "send_events",
  scope: "app",
  input: acceptEventInput,
  output: acceptedEvent,
  audited: (_, actor) => actor.type !== "key",
  idempotent: true,
  refusals: ["unknown_event_type", "event_schema_mismatch", "state_forbids"],
  run: async ({ actor, app, tx, audit }, input) => {
    const answer = acceptedOne(await storeEventsIn(tx, await readEvent(tx, app, input)));
    if (actor.type !== "key") {
      const { id, ...after } = answer;
      await audit({ target: { type: "event", id }, after });
    }
    return answer;
  },
});

/** The one event of a request, or the refusal that its message meets. */
export async function readEvent(
  db: Database | Tx,
  app: AppContext,
  { body, contentType }: AcceptEventInput,
): Promise<NewEvent[]> {
  const kept = { tenantId: app.tenantId, appId: app.id, body, contentType: messageContentType(contentType) };
  const message = parseMessage(body);
  const [refusal] = await judgeByCatalogue(db, app, [message]);
  if (refusal) throw refusal;
  return [{ ...kept, type: message.type }];
}

export function acceptedOne([stored]: readonly StoredEvent[]): AcceptedEvent {
  if (!stored) throw new Error("The event was not stored.");
  return accepted(stored);
}

export function accepted({ id, type, deliveries }: StoredEvent): AcceptedEvent {
  return { id: formatId("evt", id), type, deliveries };
}
