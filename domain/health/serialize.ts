import type { endpointHealth } from "#db/schema/endpoint.ts";
import type { EndpointStatus } from "#domain/endpoint/words.ts";
import { NO_FIGURES, type RecentFigures } from "./recent-figures.ts";
import type { Health, LastStatus } from "./schema.ts";
import { healthState, successRate } from "./state.ts";
import { suspensionForecast } from "./suspension-forecast.ts";

export type HealthRow = typeof endpointHealth.$inferSelect;

/** What an endpoint's health is judged by besides its own row. */
export type HealthFacts = {
  figures: RecentFigures | undefined;
  status: EndpointStatus;
  suspensionMinSeconds: number;
};

/** An endpoint's health as the wire shows it. An endpoint that nothing was sent to yet may have no row. */
export function serializeHealth(row: HealthRow | null, { figures = NO_FIGURES, ...facts }: HealthFacts): Health {
  const streak = { consecutiveFailures: row?.consecutiveFailures ?? 0, failingSince: row?.failingSince ?? null };
  const forecast = { isActive: facts.status === "active", minSeconds: facts.suspensionMinSeconds };
  return {
    state: healthState({ ...figures, ...streak }),
    successRate24h: successRate(figures),
    avgResponseTime: figures.averageMs,
    p50ResponseTime: figures.p50Ms,
    p95ResponseTime: figures.p95Ms,
    lastResponseTime: row?.lastResponseMs ?? null,
    consecutiveFailures: streak.consecutiveFailures,
    errorsSinceLastSuccess: row?.errorsSinceLastSuccess ?? 0,
    lastSuccessAt: row?.lastSuccessAt?.toISOString() ?? null,
    failingSince: streak.failingSince?.toISOString() ?? null,
    suspendsAt: suspensionForecast(streak, forecast)?.toISOString() ?? null,
  };
}

/** How the last attempt ended; null before the first. */
export function serializeLastStatus(row: HealthRow | null): LastStatus | null {
  if (!row?.lastStatusAt) return null;
  return {
    code: row.lastStatusCode,
    message: row.lastStatusMessage ?? "",
    timestamp: row.lastStatusAt.toISOString(),
  };
}
