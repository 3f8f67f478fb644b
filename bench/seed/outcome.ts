import type { AttemptError, DeliveryStatus } from "#domain/delivery/words.ts";
import type { SeedEndpoint } from "./population.ts";
import { weighted } from "./random.ts";

/** One attempt of a seeded delivery; `error` null: it succeeded. `responseCode` null: nothing was answered. */
export type SeedAttempt = {
  startedMs: number;
  durationMs: number;
  responseCode: number | null;
  error: AttemptError | null;
};

export type SeedOutcome = { status: DeliveryStatus; attempts: readonly SeedAttempt[]; nextAttemptMs: number | null };

/** Plays a delivery to its end, or to `nowMs`, where it still waits for its next attempt. */
export function playDelivery(
  endpoint: SeedEndpoint,
  { startMs, nowMs, random }: { startMs: number; nowMs: number; random: () => number },
): SeedOutcome {
  if (random() < CANCELLED_SHARE) return { status: "cancelled", attempts: [], nextAttemptMs: null };
  const attempts: SeedAttempt[] = [];
  let startedMs = startMs;
  for (let number = 1; number <= endpoint.maxAttempts; number++) {
    if (startedMs >= nowMs)
      return { status: number === 1 ? "pending" : "retrying", attempts, nextAttemptMs: startedMs };
    const attempt = makeAttempt(endpoint, { startedMs, isFirst: number === 1, random });
    attempts.push(attempt);
    if (attempt.error === null) return { status: "succeeded", attempts, nextAttemptMs: null };
    if (attempt.error === "blocked_address") return { status: "failed", attempts, nextAttemptMs: null };
    startedMs += attempt.durationMs + (RETRY_SECONDS[number - 1] ?? 0) * 1000 * (0.8 + random() * 0.4);
  }
  return { status: endpoint.maxAttempts === 1 ? "failed" : "dead_letter", attempts, nextAttemptMs: null };
}

const CANCELLED_SHARE = 0.0015;
/** The product's own schedule (SPEC §3.5). */
const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

const pickFailure = weighted<{ error: AttemptError; responseCode: number | null; durationMs?: number }>([
  [{ error: "http_status", responseCode: 503 }, 380],
  [{ error: "http_status", responseCode: 500 }, 200],
  [{ error: "http_status", responseCode: 502 }, 80],
  [{ error: "http_status", responseCode: 429 }, 60],
  [{ error: "http_status", responseCode: 404 }, 50],
  [{ error: "http_status", responseCode: 401 }, 30],
  [{ error: "http_status", responseCode: 418 }, 0.5],
  [{ error: "redirect", responseCode: 302 }, 4],
  [{ error: "timeout", responseCode: null, durationMs: 15_000 }, 80],
  [{ error: "connection_refused", responseCode: null, durationMs: 2 }, 50],
  [{ error: "connection_reset", responseCode: null, durationMs: 40 }, 35],
  [{ error: "connect_timeout", responseCode: null, durationMs: 5_000 }, 15],
  [{ error: "tls_error", responseCode: null, durationMs: 30 }, 8],
  [{ error: "dns_error", responseCode: null, durationMs: 12 }, 5],
  [{ error: "bad_response", responseCode: null, durationMs: 25 }, 2],
  [{ error: "blocked_address", responseCode: null, durationMs: 1 }, 0.7],
]);

function makeAttempt(
  { temper, successCode }: SeedEndpoint,
  { startedMs, isFirst, random }: { startedMs: number; isFirst: boolean; random: () => number },
): SeedAttempt {
  // Most answers take about the median; a few take ten times as long.
  const answerMs = Math.max(1, Math.round(temper.medianMs * (0.4 + random()) * (random() < 0.02 ? 8 : 1)));
  if (random() < (isFirst ? temper.first : temper.later))
    return { startedMs, durationMs: answerMs, responseCode: successCode, error: null };
  const { error, responseCode, durationMs = answerMs } = pickFailure(random());
  return { startedMs, durationMs, responseCode, error };
}
