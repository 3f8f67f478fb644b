import {
  bigint,
  boolean,
  bytes,
  int,
  intList,
  jsonb,
  orNull,
  type RowOf,
  rowsOf,
  text,
  timestamptz,
  uuid,
  word,
} from "#db/rows.ts";
import { USUAL_CONTENT_TYPE } from "#domain/delivery/rule/request-headers.ts";
import { maxAttempts } from "#domain/delivery/rule/retry-policy.ts";
import { GONE } from "#domain/delivery/transition.ts";
import { BUCKET_COUNT, bucketOf } from "#domain/health/histogram.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { Job } from "./load.ts";
import type { AttemptResult } from "./send.ts";

/** A result: what it changes of its delivery, and what is kept of its attempt. */
export const RESULT = rowsOf("r", {
  id: uuid,
  workerId: int,
  claim: int,
  status: word,
  retryInMs: orNull(bigint),
  maxAttempts: int,
  leasesLost: int,
  attemptsLost: int,
  responseCode: orNull(int),
  errorCode: orNull(word),
  errorMessage: orNull(text),
  durationMs: orNull(int),
  attemptId: uuid,
  startedAt: timestamptz,
  dnsMs: orNull(int),
  connectMs: orNull(int),
  tlsMs: orNull(int),
  firstByteMs: orNull(int),
  remoteAddress: orNull(text),
  shapeId: orNull(int),
  contentType: orNull(text),
  requestUrl: orNull(text),
  bodySha256: orNull(bytes),
  bodyBytes: orNull(int),
  responseHeaders: orNull(jsonb),
  responseBody: orNull(bytes),
  responseBodyBytes: orNull(int),
  isTruncated: boolean,
});

export function resultRow(result: AttemptResult): RowOf<typeof RESULT> {
  const { job, egress, next, outcome, isLost } = result;
  const response = egress?.kind === "response" ? egress : null;
  const attemptsLost = job.attemptsLost + (isLost ? 1 : 0);
  return {
    id: job.id,
    workerId: job.workerId,
    claim: job.claim,
    ...next,
    maxAttempts: (job.trigger === "test" ? 1 : maxAttempts(job.target.schedule)) + attemptsLost,
    leasesLost: isLost ? job.leasesLost + 1 : 0,
    attemptsLost,
    responseCode: outcome.responseCode,
    errorCode: outcome.kind === "failed" ? outcome.error : null,
    errorMessage: outcome.kind === "failed" ? outcome.message : null,
    durationMs: egress?.durationMs ?? null,
    attemptId: result.attemptId,
    startedAt: result.startedAt,
    ...(egress?.timings ?? UNTIMED),
    remoteAddress: egress?.remoteAddress ?? null,
    // Where nothing was sent there is nothing to rebuild, only where it would have gone.
    shapeId: egress ? job.target.shapeId : null,
    contentType: egress && job.message?.contentType !== USUAL_CONTENT_TYPE ? (job.message?.contentType ?? null) : null,
    requestUrl: egress ? null : job.target.url,
    bodySha256: job.message?.bodySha256 ?? null,
    bodyBytes: job.message?.body.length ?? null,
    responseHeaders: result.responseHeaders,
    responseBody: result.responseBody,
    responseBodyBytes: response?.bodyBytes ?? null,
    isTruncated: response?.truncated ?? false,
  };
}

const UNTIMED = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };

/** What the results of one endpoint that ended within one minute say of it (db/schema/delivery.ts, `health_deltas`). */
export const DELTA = rowsOf("h", {
  endpointId: uuid,
  tenantId: uuid,
  appId: uuid,
  minute: timestamptz,
  succeeded: int,
  failed: int,
  deadLetter: int,
  durationMsSum: bigint,
  latency: intList,
  failures: int,
  failingSince: orNull(timestamptz),
  lastSuccessAt: orNull(timestamptz),
  lastStatusCode: orNull(int),
  lastStatusMessage: orNull(text),
  lastStatusAt: orNull(timestamptz),
  lastResponseMs: orNull(int),
});
type Delta = RowOf<typeof DELTA> & { latency: number[] };

export function deltaRows(results: readonly AttemptResult[]): Delta[] {
  const deltas = new Map<string, Delta>();
  for (const result of results.toSorted((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime())) {
    const delta = deltaFor(deltas, result);
    count(delta, result);
    // Our own outages say nothing of an endpoint.
    if (!result.isOurOutage) judge(delta, result);
  }
  return [...deltas.values()];
}

const MINUTE_MS = 60_000;

function deltaFor(deltas: Map<string, Delta>, { job, finishedAt }: AttemptResult): Delta {
  const { endpointId, tenantId, appId } = job;
  const minute = new Date(Math.floor(finishedAt.getTime() / MINUTE_MS) * MINUTE_MS);
  const key = `${endpointId}:${minute.getTime()}`;
  const known = deltas.get(key);
  if (known) return known;
  const latency = new Array<number>(BUCKET_COUNT).fill(0);
  const fresh = { endpointId, tenantId, appId, minute, latency, ...NOTHING_YET };
  deltas.set(key, fresh);
  return fresh;
}

const NOTHING_YET = {
  succeeded: 0,
  failed: 0,
  deadLetter: 0,
  durationMsSum: 0,
  failures: 0,
  failingSince: null,
  lastSuccessAt: null,
  lastStatusCode: null,
  lastStatusMessage: null,
  lastStatusAt: null,
  lastResponseMs: null,
};

/** Latency is that of answers: a timeout says how long we waited, not how fast the receiver is. */
function count(delta: Delta, { outcome, next, egress }: AttemptResult): void {
  if (outcome.kind === "succeeded") delta.succeeded += 1;
  else delta.failed += 1;
  if (next.status === "dead_letter") delta.deadLetter += 1;
  if (egress?.kind !== "response") return;
  const bucket = bucketOf(egress.durationMs);
  delta.durationMsSum += egress.durationMs;
  delta.latency[bucket] = (delta.latency[bucket] ?? 0) + 1;
}

function judge(delta: Delta, { job, outcome, egress, finishedAt }: AttemptResult): void {
  delta.lastStatusAt = finishedAt;
  delta.lastStatusCode = outcome.responseCode;
  delta.lastResponseMs = egress?.durationMs ?? delta.lastResponseMs;
  if (outcome.kind === "succeeded") {
    delta.lastStatusMessage = `Answered ${outcome.responseCode}`;
    delta.lastSuccessAt = finishedAt;
    delta.failures = 0;
    delta.failingSince = null;
    return;
  }
  delta.lastStatusMessage = outcome.message;
  // An operational event that fails starts or lengthens no streak: a warning of it would be sent, fail, and so on.
  if (isOperational(job)) return;
  delta.failures += 1;
  delta.failingSince ??= finishedAt;
}

/** An endpoint whose receiver answered 410, with the ids of the rows that will say so. */
export const GONE_ENDPOINT = rowsOf("g", {
  endpointId: uuid,
  publicId: text,
  auditId: uuid,
  noticeId: uuid,
  makesEvent: boolean,
});

export function goneRows(results: readonly AttemptResult[]): RowOf<typeof GONE_ENDPOINT>[] {
  const gone = results.filter(({ outcome }) => outcome.responseCode === GONE);
  return [...Map.groupBy(gone, ({ job }) => job.endpointId)].map(([endpointId, ofOne]) => ({
    endpointId,
    publicId: formatId("ep", endpointId),
    auditId: newId(),
    noticeId: newId(),
    makesEvent: ofOne.some(({ job }) => !isOperational(job)),
  }));
}

/** The notice of a delivery that became a dead letter; `facts` is JSON. */
export const DEAD_LETTER = rowsOf("n", { id: uuid, tenantId: uuid, appId: uuid, endpointId: uuid, facts: text });

export function deadLetterRows(results: readonly AttemptResult[]): RowOf<typeof DEAD_LETTER>[] {
  return results
    .filter(({ next, job }) => next.status === "dead_letter" && !isOperational(job))
    .map(({ job, outcome }) => ({
      id: newId(),
      tenantId: job.tenantId,
      appId: job.appId,
      endpointId: job.endpointId,
      // The message of the error stays out: it may name addresses that are nobody else's business.
      facts: JSON.stringify({
        deliveryId: formatId("dlv", job.id),
        eventId: formatId("evt", job.eventId),
        eventType: job.eventType,
        attemptCount: job.attemptCount,
        responseCode: outcome.responseCode,
        error: outcome.kind === "failed" ? outcome.error : null,
      }),
    }));
}

/**
 * Whether a delivery carries an event that Posthouse made to say something. What becomes of it makes no further event,
 * so that two endpoints that hear of each other never go round in circles.
 */
function isOperational({ message, trigger }: Pick<Job, "message" | "trigger">): boolean {
  return trigger !== "test" && message?.isSynthetic === true;
}
