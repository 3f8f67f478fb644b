import { z } from "zod";
import { ENDPOINT_STATUSES } from "#domain/endpoint/words.ts";
import { idOutput, timestamp } from "#domain/field.ts";
import { healthState } from "#domain/health/schema.ts";
import { SPARK_POINTS } from "#domain/health/words.ts";
import { WALL_BACKLOG_MAX, WALL_ENDPOINTS_MAX } from "./words.ts";

/** How one endpoint does, as small as can be: a wall holds hundreds and asks every few seconds. */
export const endpointGlance = z
  .object({
    id: idOutput("ep"),
    name: z.string(),
    url: z.string(),
    status: z.enum(ENDPOINT_STATUSES),
    state: healthState,
    successRate24h: z.number().min(0).max(1).nullable(),
    p95ResponseTime: z.number().nullable().describe("Milliseconds, over the last 24 hours"),
    backlog: z.int().describe(`Deliveries that wait now; ${WALL_BACKLOG_MAX} stands for that many or more`),
    failingSince: timestamp.nullable(),
    traffic: z
      .array(z.int())
      .length(SPARK_POINTS)
      .describe("Attempts in each of the last 24 hours, the current one last")
      .meta({ example: Array.from({ length: SPARK_POINTS }, (_, hour) => 40 + hour) }),
  })
  .meta({ id: "EndpointGlance" });
export type EndpointGlance = z.infer<typeof endpointGlance>;

export const wallInput = z.strictObject({});
export const wallReport = z.object({
  at: timestamp.describe("When this was so"),
  endpoints: z.array(endpointGlance).max(WALL_ENDPOINTS_MAX).describe("All but deleted ones, oldest first"),
});
