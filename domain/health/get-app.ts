import { and, eq } from "drizzle-orm";
import { healthRollups } from "#db/schema/delivery.ts";
import { operation } from "#domain/call/operation.ts";
import { databaseNow } from "#domain/clock.ts";
import { readBacklog } from "./backlog.ts";
import { failingEndpoints } from "./failing-endpoints.ts";
import { quantile } from "./histogram.ts";
import { chartRange } from "./range.ts";
import { type AppHealthReport, appHealthInput, appHealthReport } from "./schema.ts";
import { type ChartStep, healthSeries, toPoint } from "./series.ts";
import { successRate } from "./state.ts";

export const getAppHealth = operation({
  id: "health.get",
  summary: "See how an app's deliveries are doing",
  description:
    "Counts, response times and a series over a range (the last 24 hours when left out), the endpoints that need somebody, and what waits.",
  permission: "manage_webhooks",
  scope: "app",
  input: appHealthInput,
  output: appHealthReport,
  audited: false,
  mayLag: true,
  run: async ({ app, tx }, input) => {
    const range = chartRange(input, await databaseNow(tx));
    const ofApp = and(eq(healthRollups.tenantId, app.tenantId), eq(healthRollups.appId, app.id));
    const steps = await healthSeries(tx, ofApp, range);
    const { waiting, oldestDueAt } = await readBacklog(tx, app);
    return {
      health: { ...totalsOf(steps), backlog: waiting, oldestDueAt: oldestDueAt?.toISOString() ?? null },
      stepSeconds: range.stepSeconds,
      series: steps.map(toPoint),
      failingEndpoints: await failingEndpoints(tx, app),
    };
  },
});

/** A delivery ends with the one attempt that succeeds, or by being given up. */
function totalsOf(
  steps: readonly ChartStep[],
): Pick<AppHealthReport["health"], "deliveries" | "successRate" | "p95ResponseTime"> {
  const total = (count: (step: ChartStep) => number) => steps.reduce((sum, step) => sum + count(step), 0);
  const succeeded = total((step) => step.succeeded);
  const failed = total((step) => step.failed);
  const latency = steps[0]?.latency.map((_, bucket) => total((step) => step.latency[bucket] ?? 0)) ?? [];
  return {
    deliveries: succeeded + total((step) => step.deadLetter),
    successRate: successRate({ succeeded, failed }),
    p95ResponseTime: quantile(latency, 0.95),
  };
}
