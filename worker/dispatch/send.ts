import { retryAfterSeconds } from "#domain/delivery/retry-after.ts";
import { deliveryHeaders, REDACTED, unixSeconds } from "#domain/delivery/rule/request-headers.ts";
import { afterAttempt, afterLostAttempt, type Next, type Outcome } from "#domain/delivery/transition.ts";
import type { EgressPolicy } from "#domain/egress/policy.ts";
import { sendRequest } from "#domain/egress/request.ts";
import { classifyResponse, type EgressResponse, type EgressResult } from "#domain/egress/result.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { signMessage } from "#domain/secret/signature.ts";
import { USER_AGENT } from "#domain/version.ts";
import type { Job, Message } from "./load.ts";

/** An attempt that has been made: what it became, and what is kept of it. */
export type AttemptResult = {
  job: Job;
  attemptId: string;
  startedAt: Date;
  finishedAt: Date;
  outcome: Outcome;
  next: Next;
  /** Null where no request left: the lease was lost, or the payload is gone. */
  egress: EgressResult | null;
  responseHeaders: Record<string, string> | null;
  responseBody: Buffer | null;
  /** Our own outage says nothing about the receiver, so it never counts towards suspension. */
  isOurOutage: boolean;
  /** An attempt that its worker lost, with its lease or by a mistake of ours. */
  isLost: boolean;
};

type SendOptions = { policy: EgressPolicy; signal: AbortSignal; now: () => Date; random: () => number };

/** Makes one attempt: sign, send, judge. Never throws for what a receiver does. */
export async function sendAttempt(job: Job, { policy, signal, now, random }: SendOptions): Promise<AttemptResult> {
  const startedAt = now();
  const { message, target } = job;
  if (!message) return payloadExpired(job, startedAt);
  const headers = signedHeaders(job, message, startedAt);
  const egress = await sendRequest({
    url: target.url,
    method: "POST",
    headers,
    body: message.body,
    timeoutMs: target.timeoutMs,
    policy,
    signal,
  });
  const finishedAt = now();
  const outcome = judge(egress, finishedAt);
  const next = afterAttempt(outcome, job, { schedule: target.schedule, random });
  const secrets = [
    headers["webhook-signature"] ?? "",
    ...(headers["webhook-signature"] ?? "").split(" "),
    ...Object.values(target.headers),
    ...target.secrets,
  ];
  const response = egress.kind === "response" ? egress : null;
  return {
    job,
    attemptId: newId(startedAt.getTime()),
    startedAt,
    finishedAt,
    outcome,
    next,
    egress,
    responseHeaders: response && redactResponseHeaders(response.headers, secrets),
    responseBody: response && redactBody(response.body, secrets),
    isOurOutage: egress.kind === "error" && egress.isOurOutage,
    isLost: false,
  };
}

/** The result where nothing was sent, because there is nothing left to send. */
function payloadExpired(job: Job, startedAt: Date): AttemptResult {
  const message = "The event's payload has expired, so there was nothing to send.";
  const outcome: Outcome = { kind: "failed", error: "unknown", message, responseCode: null, retryAfterSeconds: null };
  return unsent(job, { startedAt, outcome, next: { status: "failed", retryInMs: null }, isLost: false });
}

/** The result where the worker lost the attempt: it may have arrived. After three in a row the delivery is set aside. */
export function lostAttempt(job: Job, startedAt: Date, random: () => number): AttemptResult {
  const message = "The worker stopped before the answer was recorded. The request may have arrived.";
  const outcome: Outcome = { kind: "failed", error: "unknown", message, responseCode: null, retryAfterSeconds: null };
  return unsent(job, { startedAt, outcome, next: afterLostAttempt(job, random), isLost: true });
}

/** The result of an attempt that leaves no trace but that it was counted. */
function unsent(
  job: Job,
  { startedAt, outcome, next, isLost }: { startedAt: Date; outcome: Outcome; next: Next; isLost: boolean },
): AttemptResult {
  const nothing = { egress: null, responseHeaders: null, responseBody: null };
  return {
    job,
    attemptId: newId(),
    startedAt,
    finishedAt: startedAt,
    outcome,
    next,
    ...nothing,
    isOurOutage: true,
    isLost,
  };
}

function signedHeaders(job: Job, message: Message, startedAt: Date): Record<string, string> {
  const { target, eventId, eventType, id: deliveryId, attemptCount: attempt } = job;
  const { contentType, body } = message;
  const [id, timestamp] = [formatId("evt", eventId), unixSeconds(startedAt)];
  return deliveryHeaders(
    { eventId, eventType, deliveryId, attempt, startedAt, contentType, userAgent: USER_AGENT, version: target.version },
    { custom: target.headers, signature: signMessage({ id, timestamp, body, secrets: target.secrets }) },
  );
}

function judge(egress: EgressResult, now: Date): Outcome {
  if (egress.kind === "error") {
    return { kind: "failed", error: egress.code, message: egress.message, responseCode: null, retryAfterSeconds: null };
  }
  const verdict = classifyResponse(egress.status);
  if (verdict === "succeeded") return { kind: "succeeded", responseCode: egress.status };
  return {
    kind: "failed",
    error: verdict,
    message: explainStatus(egress),
    responseCode: egress.status,
    retryAfterSeconds: retryAfterSeconds(egress.status, egress.headers["retry-after"], now),
  };
}

function explainStatus({ status }: EgressResponse): string {
  if (status >= 300 && status < 400)
    return `The receiver answered ${status}, a redirect. Redirects are never followed.`;
  return `The receiver answered ${status}.`;
}

/** Headers whose values never get stored. */
const SECRET_HEADERS = new Set(["webhook-signature", "authorization", "proxy-authorization", "cookie", "set-cookie"]);

/** Response headers as they are stored: credentials hidden, and what the receiver echoed of `secrets` too. */
export function redactResponseHeaders(
  headers: Record<string, string>,
  secrets: readonly string[],
): Record<string, string> {
  return mapValues(headers, (name, value) => (SECRET_HEADERS.has(name) ? REDACTED : redactText(value, secrets)));
}

/** A response body as it is stored: its bytes with every known secret value replaced. */
export function redactBody(body: Uint8Array, secrets: readonly string[]): Buffer {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const echoed = worthHiding(secrets, bytes.length).filter((secret) => bytes.includes(secret));
  // latin1 maps every byte to one character and back, so bytes that are no UTF-8 survive.
  return echoed.length === 0 ? bytes : Buffer.from(redactText(bytes.toString("latin1"), echoed), "latin1");
}

// Shorter values ("1", "true") would blot out innocent text.
const SECRET_LENGTH_MIN = 6;

/** Those that a text of this length can hold at all: few headers and few answers are as long as a signature. */
function worthHiding(secrets: readonly string[], lengthMax: number): string[] {
  return secrets.filter(({ length }) => length >= SECRET_LENGTH_MIN && length <= lengthMax).flatMap(asEchoed);
}

/** A value as itself, and as it stands inside JSON, which some (PHP) write with slashes escaped, too. */
function asEchoed(secret: string): string[] {
  if (!/["\\/]/.test(secret)) return [secret];
  const escaped = secret.replace(/["\\]/g, "\\$&");
  return [...new Set([secret, escaped, escaped.replaceAll("/", "\\/")])];
}

function redactText(text: string, secrets: readonly string[]): string {
  return worthHiding(secrets, text.length).reduce((result, secret) => result.replaceAll(secret, REDACTED), text);
}

function mapValues(
  headers: Record<string, string>,
  map: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, map(name, value)]));
}
