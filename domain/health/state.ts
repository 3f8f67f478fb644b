import type { HealthState } from "./words.ts";

/** Attempts of the last 24 hours by outcome, and the failed ones in a row up to now. */
export type Recent = { succeeded: number; failed: number; consecutiveFailures: number };

/** Half of the ten failures that suspend an endpoint by default, so that people look before Posthouse acts. */
export const FAILING_IN_A_ROW = 5;
/** Below one success in two, an endpoint that has just failed again is called failing, whatever its streak. */
export const FAILING_BELOW_RATE = 0.5;
/** Two can be one delivery's unlucky minute; three in a row are a pattern. */
export const DEGRADED_IN_A_ROW = 3;
/** One failed attempt in twenty: retries still carry everything through, but somebody should know. */
export const DEGRADED_BELOW_RATE = 0.95;

/** The one word for how an endpoint is doing. Its status (paused, suspended) is another matter. */
export function healthState({ succeeded, failed, consecutiveFailures }: Recent): HealthState {
  const rate = successRate({ succeeded, failed });
  if (rate === null) return "idle";
  if (consecutiveFailures >= FAILING_IN_A_ROW) return "failing";
  if (rate < FAILING_BELOW_RATE && consecutiveFailures > 0 && failed > 1) return "failing";
  if (rate < DEGRADED_BELOW_RATE || consecutiveFailures >= DEGRADED_IN_A_ROW) return "degraded";
  return "healthy";
}

/** The share of attempts that succeeded, 0–1; null without any. */
export function successRate({ succeeded, failed }: { succeeded: number; failed: number }): number | null {
  const attempts = succeeded + failed;
  return attempts === 0 ? null : succeeded / attempts;
}
