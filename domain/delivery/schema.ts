import { z } from "zod";
import { eventTypeName } from "#domain/event-type/schema.ts";
import {
  flag,
  idInput,
  idOutput,
  pageInput,
  pageOutput,
  repeatable,
  searchInput,
  timestamp,
  timestampInput,
  wholeQuery,
} from "#domain/field.ts";
import {
  ATTEMPT_ERRORS,
  COUNTED_MAX,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  EXPORT_PAGE_ROWS,
  RESPONSE_CODE,
} from "./words.ts";

const problem = z.object({ code: z.enum(ATTEMPT_ERRORS), message: z.string() });

export const delivery = z
  .object({
    object: z.literal("delivery"),
    id: idOutput("dlv"),
    endpointId: idOutput("ep"),
    eventId: idOutput("evt"),
    eventType: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    trigger: z.enum(DELIVERY_TRIGGERS),
    replayOf: idOutput("dlv").nullable(),
    attemptCount: z.int(),
    maxAttempts: z.int(),
    nextAttemptAt: timestamp.nullable(),
    lastAttemptAt: timestamp.nullable(),
    responseCode: z.int().nullable(),
    error: problem.nullable(),
    durationMs: z.int().nullable(),
    createdAt: timestamp,
    completedAt: timestamp.nullable(),
  })
  .meta({ id: "Delivery" });
export type Delivery = z.infer<typeof delivery>;

/** One HTTP request as it went out and came back. Known secret values are replaced by `[redacted]`. */
export const attempt = z
  .object({
    id: idOutput("att"),
    number: z.int(),
    startedAt: timestamp,
    durationMs: z.int().nullable(),
    timings: z.object({
      dnsMs: z.int().nullable(),
      connectMs: z.int().nullable(),
      tlsMs: z.int().nullable(),
      firstByteMs: z.int().nullable(),
    }),
    remoteAddress: z.string().nullable(),
    request: z.object({
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      bodySha256: z.string().nullable().describe("Hex"),
      bodyBytes: z.int().nullable(),
    }),
    response: z
      .object({
        code: z.int(),
        headers: z.record(z.string(), z.string()),
        body: z.string().describe("Up to 64 KiB; bytes that are no UTF-8 appear as U+FFFD"),
        bodyBytes: z.int(),
        truncated: z.boolean(),
      })
      .nullable(),
    error: problem.nullable(),
  })
  .meta({ id: "Attempt" });
export type Attempt = z.infer<typeof attempt>;

/** The event's payload as text; null once it has expired (`RETENTION_PAYLOAD_DAYS`). */
export const payload = z.object({ contentType: z.string(), body: z.string().nullable(), bodyBytes: z.int() });

export const deliveryDetail = delivery.extend({ payload, attempts: z.array(attempt) }).meta({ id: "DeliveryDetail" });
export type DeliveryDetail = z.infer<typeof deliveryDetail>;
export const deliveryPage = pageOutput(delivery);

export const deliveryFilter = {
  status: repeatable(z.enum(DELIVERY_STATUSES)).optional(),
  eventType: repeatable(eventTypeName).optional(),
  eventId: idInput("evt").optional(),
  trigger: z.enum(DELIVERY_TRIGGERS).optional(),
  responseCode: wholeQuery(RESPONSE_CODE).optional(),
  error: z.enum(ATTEMPT_ERRORS).optional(),
  after: timestampInput.optional(),
  before: timestampInput.optional(),
  q: searchInput.optional().describe("Any id: of the delivery, its event, its endpoint or one of its attempts"),
};

export const listDeliveriesInput = z.strictObject({
  ...deliveryFilter,
  endpointId: idInput("ep").optional(),
  ...pageInput,
});
export const listEndpointDeliveriesInput = z.strictObject({ id: idInput("ep"), ...deliveryFilter, ...pageInput });

export const exportDeliveriesInput = z.strictObject({
  ...deliveryFilter,
  endpointId: idInput("ep").optional(),
  limit: z.int().min(1).max(EXPORT_PAGE_ROWS).default(EXPORT_PAGE_ROWS),
  cursor: pageInput.cursor,
});
const exportedDelivery = delivery.extend({ endpointName: z.string(), endpointUrl: z.string() });
export type ExportedDelivery = z.infer<typeof exportedDelivery>;
export const exportedPage = pageOutput(exportedDelivery);

export const deliveryIdInput = z.strictObject({ id: idInput("dlv") });
export const replayDeliveryInput = z.strictObject({ id: idInput("dlv"), force: flag.default(false) });

export const countDeliveriesInput = z
  .strictObject({ ...deliveryFilter, endpointId: idInput("ep").optional() })
  .omit({ status: true });
export const deliveryCounts = z.object({
  data: z.array(z.object({ status: z.enum(DELIVERY_STATUSES), count: z.int().max(COUNTED_MAX), hasMore: z.boolean() })),
});
