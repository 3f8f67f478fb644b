import { z } from "zod";
import { ENDPOINT_STATUSES, STATUS_REASONS } from "#domain/endpoint/words.ts";
import { idInput, idOutput, timestamp, timestampInput } from "#domain/field.ts";
import { BACKLOG_COUNT_MAX, HEALTH_STATES } from "./words.ts";

export const healthState = z.enum(HEALTH_STATES);

/** An endpoint's health; every duration in milliseconds. */
export const health = z.object({
  state: healthState,
  successRate24h: z.number().min(0).max(1).nullable(),
  avgResponseTime: z.number().nullable(),
  p50ResponseTime: z.number().nullable(),
  p95ResponseTime: z.number().nullable(),
  lastResponseTime: z.number().nullable(),
  consecutiveFailures: z.int(),
  errorsSinceLastSuccess: z.int(),
  lastSuccessAt: timestamp.nullable(),
  failingSince: timestamp.nullable(),
  suspendsAt: timestamp.nullable(),
});
export type Health = z.infer<typeof health>;

/** How the last attempt ended; `code` is the HTTP status, null where none came. */
export const lastStatus = z.object({ code: z.int().nullable(), message: z.string(), timestamp });
export type LastStatus = z.infer<typeof lastStatus>;

/** One bucket of a chart: attempts by outcome, deliveries given up, latency percentiles in milliseconds. */
export const healthPoint = z.object({
  at: timestamp,
  succeeded: z.int(),
  failed: z.int(),
  deadLetter: z.int(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});
export type HealthPoint = z.infer<typeof healthPoint>;

export const endpointHealthReport = z.object({
  health,
  stepSeconds: z.int(),
  series: z.array(healthPoint).max(300),
});

/** An endpoint that needs somebody to look at it. */
export const failingEndpoint = z.object({
  id: idOutput("ep"),
  name: z.string(),
  url: z.string(),
  status: z.enum(ENDPOINT_STATUSES),
  statusReason: z.enum(STATUS_REASONS).nullable(),
  state: healthState,
  successRate24h: z.number().nullable(),
  consecutiveFailures: z.int(),
  failingSince: timestamp.nullable(),
  suspendsAt: timestamp.nullable(),
  lastStatus: lastStatus.nullable(),
});
export type FailingEndpoint = z.infer<typeof failingEndpoint>;

export const appHealthReport = z.object({
  health: z.object({
    deliveries: z.int().describe("Deliveries that ended in this range: accepted or given up"),
    successRate: z.number().nullable().describe("Share of the attempts in this range that succeeded, 0–1"),
    p95ResponseTime: z.number().nullable().describe("Milliseconds, over all attempts in this range"),
    backlog: z
      .int()
      .describe(`Deliveries that wait now, pending or retrying; ${BACKLOG_COUNT_MAX} stands for that many or more`),
    oldestDueAt: timestamp.nullable().describe("Since when the longest overdue delivery of an active endpoint waits"),
  }),
  stepSeconds: z.int(),
  series: z.array(healthPoint).max(300),
  failingEndpoints: z.array(failingEndpoint),
});
export type AppHealthReport = z.infer<typeof appHealthReport>;

/** What a chart's range is chosen by: the last 24 hours when left out. */
export const chartRangeInput = { after: timestampInput.optional(), before: timestampInput.optional() };
export const appHealthInput = z.strictObject(chartRangeInput);

/** One hour of a sparkline: attempts by outcome. */
export const sparkPoint = z.object({ at: timestamp, succeeded: z.int(), failed: z.int() });
export type SparkPoint = z.infer<typeof sparkPoint>;

export const listChangesInput = z.strictObject({
  endpointId: idInput("ep").optional(),
  after: timestampInput.meta({ example: "2026-01-31T12:00:00Z" }),
  before: timestampInput.optional(),
});
const changeFacts = z.record(z.string(), z.unknown()).nullable();
export const changeList = z.object({
  data: z.array(
    z.object({
      at: timestamp,
      actorName: z.string(),
      action: z.string(),
      endpoint: z.object({ name: z.string(), url: z.string() }).nullable(),
      before: changeFacts,
      after: changeFacts,
    }),
  ),
});
export type Change = z.infer<typeof changeList>["data"][number];
