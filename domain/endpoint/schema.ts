import { z } from "zod";
import { eventTypeName, eventTypePattern } from "#domain/event-type/schema.ts";
import { DOCUMENT_LENGTH_MAX } from "#domain/event-type/words.ts";
import {
  flag,
  idInput,
  idOutput,
  jsonObjectUpTo,
  pageInput,
  pageOutput,
  searchInput,
  textInput,
  timestamp,
  trimmedInput,
  wholeNumber,
} from "#domain/field.ts";
import { chartRangeInput, health, healthState, lastStatus, sparkPoint } from "#domain/health/schema.ts";
import { SPARK_POINTS } from "#domain/health/words.ts";
import { headerName, headerValue } from "./header.ts";
import {
  ENDPOINT_DEFAULTS,
  ENDPOINT_SETTINGS,
  ENDPOINT_STATUSES,
  GRACE_SECONDS_DEFAULT,
  GRACE_SECONDS_MAX,
  RETRY_WAIT,
  SPARKLINES_MAX,
  STATUS_REASONS,
  VERIFICATION_STATUSES,
} from "./words.ts";

export const retrySchedule = z
  .array(wholeNumber(RETRY_WAIT))
  .max(ENDPOINT_SETTINGS.retrySchedule.entriesMax)
  .describe("Seconds between attempts; empty: one attempt only; null: the app's schedule");

/** What a person or a program may set. `timeoutMs` and `headers` sit in `requestConfig`, as on the way out. */
const writable = {
  url: textInput(ENDPOINT_SETTINGS.url).min(1).meta({ example: "https://hooks.example.com/posthouse" }),
  name: trimmedInput(ENDPOINT_SETTINGS.name),
  description: trimmedInput(ENDPOINT_SETTINGS.description),
  eventTypes: z
    .array(eventTypePattern)
    .min(1, "Choose at least one")
    .max(ENDPOINT_SETTINGS.eventTypes.entriesMax)
    .nullable(),
  requestConfig: z.strictObject({
    timeoutMs: wholeNumber(ENDPOINT_SETTINGS.timeoutMs)
      .optional()
      .describe(`${ENDPOINT_SETTINGS.timeoutMs.hint} Default: ${ENDPOINT_DEFAULTS.requestConfig.timeoutMs}`),
    headers: z
      .record(headerName, headerValue.nullable())
      .refine(
        (headers) => Object.keys(headers).length <= ENDPOINT_SETTINGS.headerNames.entriesMax,
        ENDPOINT_SETTINGS.headerNames.fault,
      )
      .optional()
      .describe("Values are merged into those already set; null removes one. They are never shown again"),
  }),
  rateLimitPerSecond: wholeNumber(ENDPOINT_SETTINGS.rateLimitPerSecond).nullable(),
  maxInFlight: wholeNumber(ENDPOINT_SETTINGS.maxInFlight).describe(ENDPOINT_SETTINGS.maxInFlight.hint),
  retrySchedule: retrySchedule.nullable(),
  version: trimmedInput(ENDPOINT_SETTINGS.version).nullable().describe(ENDPOINT_SETTINGS.version.hint),
  metadata: z
    .record(
      textInput({ lengthMax: ENDPOINT_SETTINGS.metadata.keyLengthMax }).min(1),
      textInput({ lengthMax: ENDPOINT_SETTINGS.metadata.valueLengthMax }),
    )
    .refine(
      (pairs) => Object.keys(pairs).length <= ENDPOINT_SETTINGS.metadata.entriesMax,
      ENDPOINT_SETTINGS.metadata.fault,
    )
    .describe(ENDPOINT_SETTINGS.metadata.hint),
};

export const createEndpointInput = z.strictObject({
  url: writable.url,
  name: writable.name.default(""),
  description: writable.description.default(""),
  eventTypes: writable.eventTypes.default(null),
  requestConfig: writable.requestConfig.default({}),
  rateLimitPerSecond: writable.rateLimitPerSecond.default(null),
  maxInFlight: writable.maxInFlight.default(10),
  retrySchedule: writable.retrySchedule.default(null),
  version: writable.version.default(null),
  metadata: writable.metadata.default({}),
});

export const updateEndpointInput = z.strictObject({
  id: idInput("ep"),
  ...z.strictObject(writable).partial().shape,
  status: z.enum(["active", "paused"]).optional(),
});

export const endpointIdInput = z.strictObject({ id: idInput("ep") });
export const deleteEndpointInput = z.strictObject({ id: idInput("ep"), permanent: flag.default(false) });
export const rotateSecretInput = z.strictObject({
  id: idInput("ep"),
  graceSeconds: z.int().min(0).max(GRACE_SECONDS_MAX).default(GRACE_SECONDS_DEFAULT),
});
export const testEndpointInput = z.strictObject({
  id: idInput("ep"),
  eventType: eventTypeName.optional(),
  payload: jsonObjectUpTo(DOCUMENT_LENGTH_MAX)
    .optional()
    .describe("The message to send in place of the example; `type` is filled in when left out"),
});

export const listEndpointsInput = z.strictObject({
  status: z.enum(ENDPOINT_STATUSES).optional(),
  eventType: eventTypeName.optional(),
  health: healthState.optional(),
  q: searchInput.optional().describe("Part of the name, the URL or the description, or an endpoint's id"),
  ...pageInput,
});

export const endpoint = z
  .object({
    object: z.literal("endpoint"),
    id: idOutput("ep"),
    appId: idOutput("app"),
    name: z.string(),
    description: z.string(),
    url: z.string(),
    eventTypes: z.array(z.string()).nullable(),
    status: z.enum(ENDPOINT_STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
    requestConfig: z.object({ timeoutMs: z.int(), headers: z.record(z.string(), z.literal("[redacted]")) }),
    rateLimitPerSecond: z.int().nullable(),
    maxInFlight: z.int(),
    retrySchedule: retrySchedule.nullable(),
    version: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    signingSecretLast4: z.string(),
    previousSecretExpiresAt: timestamp.nullable(),
    verification: z.object({
      status: z.enum(VERIFICATION_STATUSES),
      checkedAt: timestamp.nullable(),
      reason: z.string().nullable(),
    }),
    health,
    lastStatus: lastStatus.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
    deletedAt: timestamp.nullable(),
  })
  .meta({ id: "Endpoint" });
export type Endpoint = z.infer<typeof endpoint>;

const secret = z.string().describe("The signing secret. It is shown in this answer only.");
export const endpointWithSecret = endpoint.extend({ secret }).meta({ id: "EndpointWithSecret" });
export const endpointPage = pageOutput(endpoint);
export const deletedEndpoint = z.object({ id: idOutput("ep"), deletedAt: timestamp });
export const rotatedSecret = z.object({ secret, previousSecretExpiresAt: timestamp.nullable() });
export const verificationResult = z.object({ verified: z.boolean(), reason: z.string().optional() });
export const endpointHealthInput = z.strictObject({ id: idInput("ep"), ...chartRangeInput });
export const sparklinesInput = z.strictObject({ ids: z.array(idInput("ep")).max(SPARKLINES_MAX) });
export const sparklines = z.object({
  data: z.array(z.object({ id: idOutput("ep"), points: z.array(sparkPoint).length(SPARK_POINTS) })),
});
export const purgedDeliveries = z.object({ deleted: z.int() });
