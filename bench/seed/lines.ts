import type { DeliveryTrigger } from "#domain/delivery/words.ts";
import type { SeedAttempt, SeedOutcome } from "./outcome.ts";
import type { SeedEndpoint } from "./population.ts";

export type SeedDelivery = {
  id: string;
  createdMs: number;
  endpoint: SeedEndpoint;
  eventId: string;
  eventType: string;
  trigger: DeliveryTrigger;
  replayOf: string | null;
  replayId: string | null;
  outcome: SeedOutcome;
};

const DELIVERY =
  "id, tenant_id, app_id, endpoint_id, event_id, event_type, status, trigger, replay_of, replay_id, attempt_count, is_retry, max_attempts, next_attempt_at, last_attempt_at, response_code, error_code, error_message, duration_ms, created_at, completed_at";

/** What COPY is told of each table that a history fills. */
export const COLUMNS = {
  events: "id, tenant_id, app_id, type, content_type, body_bytes, body_sha256, is_synthetic, created_at",
  event_payloads: "id, tenant_id, app_id, body",
  deliveries_live: DELIVERY,
  deliveries_ended: DELIVERY,
  attempts:
    "id, tenant_id, delivery_id, endpoint_id, number, started_at, duration_ms, dns_ms, connect_ms, tls_ms, first_byte_ms, remote_address, shape_id, body_sha256, body_bytes, response_code, response_headers, response_body, response_body_bytes, error_code, error_message",
  health_rollups:
    "endpoint_id, step_seconds, at, tenant_id, app_id, succeeded, failed, dead_letter, duration_ms_sum, latency",
} as const;

export function deliveryLine(delivery: SeedDelivery): string {
  const { id, endpoint, eventId, eventType, trigger, replayOf, replayId, createdMs, outcome } = delivery;
  const { status, attempts, nextAttemptMs } = outcome;
  const last = attempts.at(-1);
  const endedMs = nextAttemptMs === null ? (last ? last.startedMs + last.durationMs : createdMs) : null;
  return copyLine([
    id,
    endpoint.tenantId,
    endpoint.appId,
    endpoint.id,
    eventId,
    eventType,
    status,
    trigger,
    replayOf,
    replayId,
    attempts.length,
    attempts.length > (nextAttemptMs === null ? 1 : 0) ? "t" : "f",
    endpoint.maxAttempts,
    nextAttemptMs === null ? null : timestamp(nextAttemptMs),
    last ? timestamp(last.startedMs) : null,
    last?.responseCode ?? null,
    last?.error ?? null,
    last ? messageOf(last) : null,
    last?.durationMs ?? null,
    timestamp(createdMs),
    endedMs === null ? null : timestamp(endedMs),
  ]);
}

export function attemptLine(
  { id: deliveryId, endpoint }: SeedDelivery,
  { id, number, shapeId, attempt }: { id: string; number: number; shapeId: number; attempt: SeedAttempt },
): string {
  const { startedMs, durationMs, responseCode, error } = attempt;
  const isAnswered = responseCode !== null;
  const isConnected = isAnswered || error === "timeout" || error === "connection_reset";
  return copyLine([
    id,
    endpoint.tenantId,
    deliveryId,
    endpoint.id,
    number,
    timestamp(startedMs),
    durationMs,
    ...(isConnected ? [1, 8, 14, isAnswered ? Math.max(1, durationMs - 1) : null, "192.0.2.10"] : NEVER_CONNECTED),
    shapeId,
    hexBytes(BODY_SHA256),
    260,
    responseCode,
    isAnswered ? '{"content-type":"text/plain","server":"example"}' : null,
    isAnswered ? (error === null ? "ok" : "upstream is not well") : null,
    isAnswered ? (error === null ? 2 : 20) : null,
    error,
    messageOf(attempt),
  ]);
}

const NEVER_CONNECTED = [1, null, null, null, null];
// A hash of the right size: no reader of a seeded history holds it against the body.
const BODY_SHA256 = "5f".repeat(32);

function messageOf({ error, responseCode }: SeedAttempt): string | null {
  if (error === null) return null;
  return responseCode === null ? `The attempt ended with ${error}.` : `The receiver answered ${responseCode}.`;
}

/** One row in PostgreSQL's COPY text format. The seed's values hold no tab, newline or backslash of their own. */
export function copyLine(values: readonly (string | number | null)[]): string {
  let line = "";
  for (const value of values) line += line === "" ? (value ?? "\\N") : `\t${value ?? "\\N"}`;
  return `${line}\n`;
}

/** As `toISOString`, in a third of its time: a history has many moments of few days. */
export function timestamp(ms: number): string {
  const whole = Math.floor(ms);
  const day = Math.floor(whole / DAY_MS);
  if (day !== knownDay) {
    knownDay = day;
    knownDate = new Date(day * DAY_MS).toISOString().slice(0, 11);
  }
  const rest = whole - day * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${knownDate}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${(rest % 1000) + 1000}Z`.replace(
    ".1",
    ".",
  );
}

const DAY_MS = 86_400_000;
const PAIRS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
let knownDay = Number.NaN;
let knownDate = "";

function two(value: number): string {
  return PAIRS[value] ?? "00";
}

/** Bytes given as hexadecimal digits, as COPY takes them. */
export function hexBytes(hex: string): string {
  return `\\\\x${hex}`;
}
