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
  withDefaults,
} from "#domain/field.ts";
import { chartRangeInput, health, healthState, lastStatus, sparkPoint } from "#domain/health/schema.ts";
import { SPARK_POINTS } from "#domain/health/words.ts";
import { headerName, headerValue } from "./header.ts";
import {
  ENDPOINT_DEFAULTS,
  ENDPOINT_SETTINGS,
  ENDPOINT_STATUSES,
  type EndpointSetting,
  GRACE_SECONDS_DEFAULT,
  GRACE_SECONDS_MAX,
  RETRY_WAIT,
  type RequestSetting,
  SPARKLINES_MAX,
  STATUS_REASONS,
  VERIFICATION_STATUSES,
} from "./words.ts";

export const retrySchedule = z
  .array(wholeNumber(RETRY_WAIT))
  .max(ENDPOINT_SETTINGS.retrySchedule.entriesMax)
  .describe("Seconds between attempts; empty: one attempt only; null: the app's schedule");

const words = ENDPOINT_SETTINGS;
/** What a person or a program may set: what is sent with each attempt sits in `requestConfig`, as on the way out. */
const requestSettings = {
  timeoutMs: wholeNumber(words.timeoutMs).describe(words.timeoutMs.hint),
  headers: z
    .record(headerName, headerValue.nullable())
    .refine((headers) => Object.keys(headers).length <= words.headerNames.entriesMax, words.headerNames.fault)
    .describe("Values are merged into those already set; null removes one. They are never shown again"),
};
const settings = {
  url: textInput(words.url).min(1).meta({ example: "https://hooks.example.com/posthouse" }),
  name: trimmedInput(words.name),
  description: trimmedInput(words.description),
  eventTypes: z.array(eventTypePattern).min(1, "Choose at least one").max(words.eventTypes.entriesMax).nullable(),
  requestConfig: z.strictObject(requestSettings).partial(),
  rateLimitPerSecond: wholeNumber(words.rateLimitPerSecond).nullable(),
  maxInFlight: wholeNumber(words.maxInFlight).describe(words.maxInFlight.hint),
  retrySchedule: retrySchedule.nullable(),
  version: trimmedInput(words.version).nullable().describe(words.version.hint),
  metadata: z
    .record(
      textInput({ lengthMax: words.metadata.keyLengthMax }).min(1),
      textInput({ lengthMax: words.metadata.valueLengthMax }),
    )
    .refine((pairs) => Object.keys(pairs).length <= words.metadata.entriesMax, words.metadata.fault)
    .describe(words.metadata.hint),
} satisfies Record<Exclude<EndpointSetting, RequestSetting> | "requestConfig", z.ZodType>;

export const createEndpointInput = z.strictObject(withDefaults(settings, ENDPOINT_DEFAULTS)).extend({
  requestConfig: z
    .strictObject(withDefaults(requestSettings, ENDPOINT_DEFAULTS.requestConfig))
    .default(ENDPOINT_DEFAULTS.requestConfig),
});

export const updateEndpointInput = z.strictObject({
  id: idInput("ep"),
  ...z.strictObject(settings).partial().shape,
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

/** The same as they are shown: what is stored is not judged anew. */
const shown = {
  name: z.string(),
  description: z.string(),
  url: z.string(),
  eventTypes: z.array(z.string()).nullable(),
  requestConfig: z.object({ timeoutMs: z.int(), headers: z.record(z.string(), z.literal("[redacted]")) }),
  rateLimitPerSecond: z.int().nullable(),
  maxInFlight: z.int(),
  retrySchedule: retrySchedule.nullable(),
  version: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
} satisfies Record<keyof typeof settings, z.ZodType>;

export const endpoint = z
  .object({
    object: z.literal("endpoint"),
    id: idOutput("ep"),
    appId: idOutput("app"),
    ...shown,
    status: z.enum(ENDPOINT_STATUSES),
    statusReason: z.enum(STATUS_REASONS).nullable(),
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
export const deletedEndpoint = z.object({
  id: idOutput("ep"),
  deletedAt: timestamp,
  cancelled: z
    .int()
    .meta({ description: "Deliveries that waited. Where they are many they are cancelled after the answer." }),
});
export const rotatedSecret = z.object({ secret, previousSecretExpiresAt: timestamp.nullable() });
export const verificationResult = z.object({ verified: z.boolean(), reason: z.string().optional() });
export const endpointHealthInput = z.strictObject({ id: idInput("ep"), ...chartRangeInput });
export const sparklinesInput = z.strictObject({ ids: z.array(idInput("ep")).max(SPARKLINES_MAX) });
export const sparklines = z.object({
  data: z.array(z.object({ id: idOutput("ep"), points: z.array(sparkPoint).length(SPARK_POINTS) })),
});
export const purgedDeliveries = z.object({
  deleted: z.int().meta({
    description:
      "Deliveries that had ended. They are gone from lists and counts; their rows are removed in the background.",
  }),
});
