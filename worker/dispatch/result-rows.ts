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
  requestUrl: text,
  requestHeaders: jsonb,
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
  return {
    id: job.id,
    workerId: job.workerId,
    claim: job.claim,
    ...next,
    maxAttempts: job.trigger === "test" ? 1 : maxAttempts(job.target.schedule),
    leasesLost: isLost ? job.leasesLost + 1 : 0,
    responseCode: outcome.responseCode,
    errorCode: outcome.kind === "failed" ? outcome.error : null,
    errorMessage: outcome.kind === "failed" ? outcome.message : null,
    durationMs: egress?.durationMs ?? null,
    attemptId: result.attemptId,
    startedAt: result.startedAt,
    ...(egress?.timings ?? UNTIMED),
    remoteAddress: egress?.remoteAddress ?? null,
    requestUrl: job.target.url,
    requestHeaders: result.requestHeaders,
    bodySha256: job.message?.bodySha256 ?? null,
    bodyBytes: job.message?.body.length ?? null,
    responseHeaders: result.responseHeaders,
    responseBody: result.responseBody,
    responseBodyBytes: response?.bodyBytes ?? null,
    isTruncated: response?.truncated ?? false,
  };
}

const UNTIMED = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };

/** Attempts counted per endpoint, step and bucket of time. */
export const ROLLUP = rowsOf("r", {
  endpointId: uuid,
  stepSeconds: int,
  at: timestamptz,
  tenantId: uuid,
  appId: uuid,
  succeeded: int,
  failed: int,
  deadLetter: int,
  durationMsSum: bigint,
  latency: intList,
});
type Rollup = RowOf<typeof ROLLUP> & { latency: number[] };

/** A row a minute serves short ranges, a row an hour serves long ones. */
const STEPS_SECONDS = [60, 3600] as const;

export function rollupRows(results: readonly AttemptResult[]): Rollup[] {
  const rollups = new Map<string, Rollup>();
  for (const result of results) for (const step of STEPS_SECONDS) count(rollupFor(rollups, result, step), result);
  return [...rollups.values()];
}

function rollupFor(rollups: Map<string, Rollup>, { job, finishedAt }: AttemptResult, stepSeconds: number): Rollup {
  const stepMs = stepSeconds * 1000;
  const atMs = Math.floor(finishedAt.getTime() / stepMs) * stepMs;
  const key = `${job.endpointId}:${stepSeconds}:${atMs}`;
  const known = rollups.get(key);
  if (known) return known;
  const { endpointId, tenantId, appId } = job;
  const counts = { succeeded: 0, failed: 0, deadLetter: 0, durationMsSum: 0 };
  const latency = new Array<number>(BUCKET_COUNT).fill(0);
  const fresh = { endpointId, stepSeconds, at: new Date(atMs), tenantId, appId, ...counts, latency };
  rollups.set(key, fresh);
  return fresh;
}

/** Latency is that of answers: a timeout says how long we waited, not how fast the receiver is. */
function count(rollup: Rollup, { outcome, next, egress }: AttemptResult): void {
  if (outcome.kind === "succeeded") rollup.succeeded += 1;
  else rollup.failed += 1;
  if (next.status === "dead_letter") rollup.deadLetter += 1;
  if (egress?.kind !== "response") return;
  const bucket = bucketOf(egress.durationMs);
  rollup.durationMsSum += egress.durationMs;
  rollup.latency[bucket] = (rollup.latency[bucket] ?? 0) + 1;
}

/** What a batch says of an endpoint. `failures` are those since the batch's last success, or since its start. */
export const HEALTH = rowsOf("h", {
  endpointId: uuid,
  tenantId: uuid,
  failures: int,
  failingSince: orNull(timestamptz),
  lastSuccessAt: orNull(timestamptz),
  lastCode: orNull(int),
  lastMessage: text,
  lastAt: timestamptz,
  lastMs: orNull(int),
});
type Health = RowOf<typeof HEALTH>;

/** Our own outages say nothing of an endpoint. */
export function healthRows(results: readonly AttemptResult[]): Health[] {
  const inOrder = results
    .filter((result) => !result.isOurOutage)
    .sort((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime());
  const health = new Map<string, Health>();
  for (const result of inOrder) {
    const { endpointId } = result.job;
    health.set(endpointId, healthAfter(result, health.get(endpointId)));
  }
  return [...health.values()];
}

function healthAfter({ job, outcome, egress, finishedAt }: AttemptResult, before: Health | undefined): Health {
  const { endpointId, tenantId } = job;
  const lastMs = egress?.durationMs ?? before?.lastMs ?? null;
  const last = { endpointId, tenantId, lastAt: finishedAt, lastMs, lastCode: outcome.responseCode };
  if (outcome.kind === "succeeded") {
    const lastMessage = `Answered ${outcome.responseCode}`;
    return { ...last, failures: 0, failingSince: null, lastSuccessAt: finishedAt, lastMessage };
  }
  // An operational event that fails starts or lengthens no streak: a warning of it would be sent, fail, and so on.
  const counts = !isOperational(job);
  return {
    ...last,
    failures: (before?.failures ?? 0) + (counts ? 1 : 0),
    failingSince: before?.failingSince ?? (counts ? finishedAt : null),
    lastSuccessAt: before?.lastSuccessAt ?? null,
    lastMessage: outcome.message,
  };
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
