import { z } from "zod";
import { eventTypeName } from "#domain/event-type/schema.ts";
import {
  flag,
  idInput,
  idOutput,
  pageInput,
  pageOutput,
  queryFields,
  searchInput,
  timestamp,
  timestampInput,
  wholeNumber,
} from "#domain/field.ts";
import {
  ATTEMPT_ERRORS,
  COUNTED_MAX,
  DELIVERY_STATUSES,
  DELIVERY_TRIGGERS,
  EXPORT_PAGE_ROWS,
  FILTER_VALUES_MAX,
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

/** What deliveries are found by: named in the query of every list, and in the filter of a bulk replay. */
export const deliveryFilter = {
  status: z.array(z.enum(DELIVERY_STATUSES)).min(1).max(FILTER_VALUES_MAX),
  eventType: z.array(eventTypeName).min(1).max(FILTER_VALUES_MAX),
  endpointId: idInput("ep"),
  eventId: idInput("evt"),
  trigger: z.enum(DELIVERY_TRIGGERS),
  responseCode: wholeNumber(RESPONSE_CODE),
  error: z.enum(ATTEMPT_ERRORS),
  after: timestampInput,
  before: timestampInput,
};

const query = z.strictObject({
  ...queryFields(deliveryFilter),
  q: searchInput.optional().describe("Any id: of the delivery, its event, its endpoint or one of its attempts"),
});
/** Ids are uuids; `after` is included, `before` is not; `q` is any public id. */
export type DeliveryFilter = z.output<typeof query>;

export const listDeliveriesInput = query.extend(pageInput);
export const listEndpointDeliveriesInput = listDeliveriesInput.omit({ endpointId: true }).extend({ id: idInput("ep") });
export const exportDeliveriesInput = query.extend({
  limit: z.int().min(1).max(EXPORT_PAGE_ROWS).default(EXPORT_PAGE_ROWS),
  cursor: pageInput.cursor,
});
const exportedDelivery = delivery.extend({ endpointName: z.string(), endpointUrl: z.string() });
export type ExportedDelivery = z.infer<typeof exportedDelivery>;
export const exportedPage = pageOutput(exportedDelivery);

export const deliveryIdInput = z.strictObject({ id: idInput("dlv") });
export const replayDeliveryInput = z.strictObject({ id: idInput("dlv"), force: flag.default(false) });

export const countDeliveriesInput = query.omit({ status: true });
export const deliveryCounts = z.object({
  data: z.array(z.object({ status: z.enum(DELIVERY_STATUSES), count: z.int().max(COUNTED_MAX), hasMore: z.boolean() })),
});
