import { eq } from "drizzle-orm";
import { healthRollups } from "#db/schema/delivery.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { chartRange } from "#domain/health/range.ts";
import { endpointHealthReport } from "#domain/health/schema.ts";
import { healthSeries, toPoint } from "#domain/health/series.ts";
import { findEndpoint } from "./find.ts";
import { endpointHealthInput } from "./schema.ts";
import { presentEndpoint } from "./serialize.ts";

export const getEndpointHealth = operation({
  id: "endpoint.health",
  summary: "See how an endpoint is doing",
  description: "Its health now, and a series over a range: the last 24 hours when left out, at most 300 steps.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointHealthInput,
  output: endpointHealthReport,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, { id, ...bounds }) => {
    const { health } = await presentEndpoint(tx, app, await findEndpoint(tx, app, id));
    const range = chartRange(bounds, await databaseNow(tx));
    const steps = await healthSeries(tx, eq(healthRollups.endpointId, id), range);
    return { health, stepSeconds: range.stepSeconds, series: steps.map(toPoint) };
  },
});
