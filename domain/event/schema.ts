import { z } from "zod";
import { delivery, payload } from "#domain/delivery/schema.ts";
import { eventTypeName } from "#domain/event-type/schema.ts";
import { idInput, idOutput, pageInput, pageOutput, searchInput, timestamp, timestampInput } from "#domain/field.ts";
import { ROUTING_REASONS } from "./words.ts";

/** Raw bytes as they came. A plain view: a Buffer would turn itself into a list of numbers where input is hashed. */
const rawBody = z
  .instanceof(Uint8Array)
  .transform((bytes) => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  .describe("The message itself, byte for byte");

/** What a message looks like; what else is in it is its sender's. */
export const message = z.looseObject({ type: eventTypeName }).meta({ id: "Message" });
export const messageLines = z.string().meta({ example: '{"type":"order.paid","orderId":42}\n{"type":"order.paid"}\n' });

/** A message, or a batch of them, as the request carries it; an empty content type is one that was not sent. */
export const acceptEventInput = z.strictObject({ body: rawBody, contentType: z.string().max(1000).default("") });
export type AcceptEventInput = { body: Uint8Array; contentType: string };

export const event = z
  .object({
    object: z.literal("event"),
    id: idOutput("evt"),
    appId: idOutput("app"),
    type: z.string(),
    contentType: z.string(),
    bodyBytes: z.int(),
    sourceId: idOutput("src").nullable(),
    createdAt: timestamp,
  })
  .meta({ id: "Event" });
export type Event = z.infer<typeof event>;

export const eventDetail = event
  .extend({
    payload,
    deliveries: z.array(delivery),
    routing: z.array(z.object({ endpointId: idOutput("ep"), sent: z.boolean(), reason: z.enum(ROUTING_REASONS) })),
  })
  .meta({ id: "EventDetail" });
export type EventDetail = z.infer<typeof eventDetail>;

/** What accepting an event answers; `deliveries` is how many endpoints it goes to. */
export const acceptedEvent = z
  .object({ id: idOutput("evt"), type: z.string(), deliveries: z.int() })
  .meta({ id: "AcceptedEvent" });
export type AcceptedEvent = z.infer<typeof acceptedEvent>;
export const acceptedEvents = z.object({ events: z.array(acceptedEvent) });
export const eventPage = pageOutput(event);

export const listEventsInput = z.strictObject({
  type: eventTypeName.optional(),
  sourceId: idInput("src").optional(),
  after: timestampInput.optional(),
  before: timestampInput.optional(),
  q: searchInput.optional().describe("An event's id"),
  ...pageInput,
});
export const eventIdInput = z.strictObject({ id: idInput("evt") });
