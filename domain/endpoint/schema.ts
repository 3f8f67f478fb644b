import { z } from "zod";
import { eventTypeName, eventTypePattern } from "#domain/event-type/name.ts";
import {
  flag,
  idInput,
  idOutput,
  jsonObjectUpTo,
  pageInput,
  pageOutput,
  timestamp,
  wholeNumber,
} from "#domain/field.ts";
import { chartRangeInput, health, healthState, lastStatus, SPARK_POINTS, sparkPoint } from "#domain/health/schema.ts";
import { headerName, headerValue } from "./header.ts";
import { ENDPOINT_STATUSES, STATUS_REASONS, VERIFICATION_STATUSES } from "./words.ts";

export const RETRY_ENTRIES_MAX = 20;
export const RETRY_SECONDS_MAX = 86_400;
export const GRACE_SECONDS_MAX = 604_800;
export const GRACE_SECONDS_DEFAULT = 86_400;
export const URL_LENGTH_MAX = 2048;
export const TIMEOUT_MS_DEFAULT = 15_000;
export const HEADERS_MAX = 20;
/** The most a test's payload may take up as JSON text, in characters: what an event type's example may. */
const TEST_PAYLOAD_LENGTH_MAX = 64 * 1024;
/** The most endpoints one call for sparklines names. */
export const SPARKLINES_MAX = 500;

export const retrySchedule = z
  .array(wholeNumber(1, RETRY_SECONDS_MAX, "Each wait takes from 1 second to 24 hours"))
  .max(RETRY_ENTRIES_MAX)
  .describe("Seconds between attempts; empty: one attempt only; null: the app's schedule");

export const TOO_MANY_HEADERS = `At most ${HEADERS_MAX} headers`;

/** What a person or a program may set. `timeoutMs` and `headers` sit in `requestConfig`, as on the way out. */
const writable = {
  url: z.string().min(1).max(URL_LENGTH_MAX).meta({ example: "https://hooks.example.com/posthouse" }),
  name: z.string().trim().max(120),
  description: z.string().trim().max(1000),
  eventTypes: z.array(eventTypePattern).min(1, "Choose at least one").max(100).nullable(),
  requestConfig: z.strictObject({
    timeoutMs: wholeNumber(1000, 30_000, "From 1 to 30 seconds").optional().describe(`Default: ${TIMEOUT_MS_DEFAULT}`),
    headers: z
      .record(headerName, headerValue.nullable())
      .refine((headers) => Object.keys(headers).length <= HEADERS_MAX, TOO_MANY_HEADERS)
      .optional()
      .describe("Values are merged into those already set; null removes one. They are never shown again"),
  }),
  rateLimitPerSecond: wholeNumber(1, 1000, "A whole number from 1 to 1000, or empty for no limit").nullable(),
  maxInFlight: wholeNumber(1, 100),
  retrySchedule: retrySchedule.nullable(),
  version: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,64}$/, "Up to 64 printable characters without spaces")
    .nullable(),
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(500))
    .refine((pairs) => Object.keys(pairs).length <= 20, "At most 20 pairs"),
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
  payload: jsonObjectUpTo(TEST_PAYLOAD_LENGTH_MAX)
    .optional()
    .describe("The message to send in place of the example; `type` is filled in when left out"),
});

export const listEndpointsInput = z.strictObject({
  status: z.enum(ENDPOINT_STATUSES).optional(),
  eventType: eventTypeName.optional(),
  health: healthState.optional(),
  q: z.string().max(200).optional().describe("Part of the name, the URL or the description, or an endpoint's id"),
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
