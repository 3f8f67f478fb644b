import pino from "pino";
import { formatId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import type { AttemptResult } from "./dispatch/send.ts";

const FLUSH_MS = 200;
const GATHERED_BYTES = 8_192;

const gathered = pino.destination({ dest: 1, sync: true, minLength: GATHERED_BYTES, periodicFlush: FLUSH_MS });
process.once("exit", () => gathered.flushSync());

/**
 * Lines are gathered for up to FLUSH_MS, because a write for each cost a tenth of a busy worker's time. These facts are
 * chosen one by one below, so that the log's own list need not be asked for each of thousands.
 */
const attempts = pino({ level: log.level, base: log.bindings(), timestamp: pino.stdTimeFunctions.isoTime }, gathered);

/** One wide line per attempt: everything an operator filters by, nothing secret. */
export function logAttempt({ job, outcome, next, egress, attemptId }: AttemptResult): void {
  if (!attempts.isLevelEnabled("info")) return;
  const facts = {
    attemptId: formatId("att", attemptId),
    deliveryId: formatId("dlv", job.id),
    endpointId: formatId("ep", job.endpointId),
    eventId: formatId("evt", job.eventId),
    tenantId: formatId("tnt", job.tenantId),
    eventType: job.eventType,
    trigger: job.trigger,
    number: job.attemptCount,
    outcome: outcome.kind,
    responseCode: outcome.responseCode,
    error: outcome.kind === "failed" ? outcome.error : null,
    next: next.status,
    retryInMs: next.retryInMs,
    durationMs: egress?.durationMs ?? null,
    ...egress?.timings,
    remoteAddress: egress?.remoteAddress ?? null,
  };
  attempts.info(facts, "attempt");
}
