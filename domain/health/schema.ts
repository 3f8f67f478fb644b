import { z } from "zod";
import { idOutput, timestamp } from "#domain/field.ts";

export const HEALTH_STATES = ["healthy", "degraded", "failing", "idle"] as const;
export const healthState = z.enum(HEALTH_STATES);
export type HealthState = z.infer<typeof healthState>;

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

export const lastStatus = z.object({ code: z.int().nullable(), message: z.string(), timestamp });

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

export const appHealthReport = z.object({
  health: z.object({
    deliveries: z.int(),
    successRate: z.number().nullable(),
    p95ResponseTime: z.number().nullable(),
    backlog: z.int(),
    oldestDueAt: timestamp.nullable(),
  }),
  stepSeconds: z.int(),
  series: z.array(healthPoint).max(300),
  failingEndpoints: z.array(
    z.object({
      id: idOutput("ep"),
      name: z.string(),
      url: z.string(),
      status: z.string(),
      state: healthState,
      successRate24h: z.number().nullable(),
      consecutiveFailures: z.int(),
      failingSince: timestamp.nullable(),
      suspendsAt: timestamp.nullable(),
      lastStatus: lastStatus.nullable(),
    }),
  ),
});
export type AppHealthReport = z.infer<typeof appHealthReport>;
