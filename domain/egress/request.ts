import { type Connection, keepIdle, takeIdle } from "./connection.ts";
import { createDnsResolver, DNS_TIMEOUT_MS, type Resolver } from "./dns-resolver.ts";
import { type Answer, exchange } from "./exchange.ts";
import { EgressFailure, type Limits } from "./failure.ts";
import { CONNECT_TIMEOUT_MS, connectionKey, type Dial, openConnection } from "./open-connection.ts";
import type { EgressPolicy } from "./policy.ts";
import type { EgressResult, EgressTimings } from "./result.ts";
import { type Target, vetTarget } from "./vet-target.ts";

export type EgressRequest = {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** The one deadline of the attempt, from the look-up of the name to the last byte that is read. */
  timeoutMs: number;
  policy: EgressPolicy;
  signal?: AbortSignal | undefined;
  resolver?: Resolver | undefined;
  dial?: Dial | undefined;
  dnsTimeoutMs?: number;
  connectTimeoutMs?: number;
  /** How many bytes of the response's body are kept. */
  responseBytesMax?: number;
  /** How long the response's body may take after its headers. */
  responseTimeMaxMs?: number;
};

export const RESPONSE_BYTES_MAX = 65_536;
const RESPONSE_TIME_MAX_MS = 2_000;

const systemResolver = createDnsResolver();

/** An attempt under way and what is known of it so far. */
type Attempt = {
  request: EgressRequest;
  startedAt: number;
  timings: EgressTimings;
  remoteAddress: string | null;
};

/**
 * Sends one HTTP request to a URL that somebody else chose; all outbound HTTP goes through here. Every outcome is a
 * value: any status is a response (see classifyResponse), and no redirect is followed. Rejects only on a bug.
 */
export async function sendRequest(request: EgressRequest): Promise<EgressResult> {
  const timings = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
  const attempt: Attempt = { request, startedAt: performance.now(), timings, remoteAddress: null };
  try {
    const { answer, remoteAddress } = await getAnswer(attempt);
    return { kind: "response", ...answer, ...measured(attempt), remoteAddress };
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    const { code, message, isOurOutage } = error;
    return { kind: "error", code, message, isOurOutage, ...measured(attempt), remoteAddress: attempt.remoteAddress };
  }
}

type Answered = { answer: Answer; remoteAddress: string };

async function getAnswer(attempt: Attempt): Promise<Answered> {
  const target = await findTarget(attempt);
  const kept = takeKept(target, attempt.request.policy.proxyUrl);
  const first = kept === null ? null : await exchangeOver(kept, target, attempt);
  return first ?? (await exchangeOver(await connectTo(target, attempt), target, attempt)) ?? hungUp();
}

async function findTarget(attempt: Attempt): Promise<Target> {
  const { url, policy, resolver = systemResolver, dnsTimeoutMs = DNS_TIMEOUT_MS } = attempt.request;
  const target = await vetTarget(url, { policy, resolver, ...limits(attempt, dnsTimeoutMs) });
  attempt.timings.dnsMs = target.isNamed ? performance.now() - attempt.startedAt : null;
  attempt.remoteAddress = target.addresses[0] ?? null;
  return target;
}

function takeKept(target: Target, proxyUrl: string | null): Connection | null {
  for (const address of target.addresses) {
    const connection = takeIdle(connectionKey(target, address, proxyUrl));
    if (connection !== undefined) return connection;
  }
  return null;
}

async function connectTo(target: Target, attempt: Attempt): Promise<Connection> {
  const { policy, dial, connectTimeoutMs = CONNECT_TIMEOUT_MS } = attempt.request;
  const step = () => limits(attempt, connectTimeoutMs);
  const opened = await openConnection({ target, proxyUrl: policy.proxyUrl, dial, limits: step });
  attempt.timings.connectMs = opened.connectMs;
  attempt.timings.tlsMs = opened.tlsMs;
  return opened.connection;
}

/** The answer over this connection, or null where the connection was gone before anything was written to it. */
async function exchangeOver(connection: Connection, target: Target, attempt: Attempt): Promise<Answered | null> {
  const { method, headers, body, responseBytesMax = RESPONSE_BYTES_MAX } = attempt.request;
  const { responseTimeMaxMs = RESPONSE_TIME_MAX_MS, timeoutMs } = attempt.request;
  attempt.remoteAddress = connection.remoteAddress;
  const outcome = await exchange(connection, {
    method,
    path: target.url.pathname + target.url.search,
    headers: requestHeaders(headers),
    body,
    responseBytesMax,
    responseTimeMaxMs,
    attemptTimeoutMs: timeoutMs,
    refusal: () => (performance.now() - attempt.startedAt >= timeoutMs ? tooLate(timeoutMs) : null),
    ...limits(attempt, timeoutMs),
  });
  switch (outcome.kind) {
    case "stale":
      return null;
    case "failed":
      throw outcome.failure;
    case "answered":
      attempt.timings.firstByteMs = outcome.firstByteMs;
      keepIdle(connection);
      return { answer: outcome.answer, remoteAddress: connection.remoteAddress };
  }
}

/** Timers only fire between two turns: a process that was stopped or starved would send what nobody waits for any more. */
function tooLate(timeoutMs: number): EgressFailure {
  return new EgressFailure("timeout", `The ${timeoutMs} ms were over before the request was sent.`, {
    isOurOutage: true,
  });
}

// What is left of the one deadline, or the step's own limit where that is shorter.
function limits({ request, startedAt }: Attempt, stepTimeoutMs: number): Limits {
  const leftMs = request.timeoutMs - (performance.now() - startedAt);
  return { timeoutMs: Math.max(1, Math.round(Math.min(stepTimeoutMs, leftMs))), signal: request.signal };
}

function hungUp(): never {
  throw new EgressFailure("connection_reset", "The receiver closed the connection before the request was sent.");
}

function measured({ startedAt, timings }: Attempt): { timings: EgressTimings; durationMs: number } {
  const { dnsMs, connectMs, tlsMs, firstByteMs } = timings;
  return {
    timings: { dnsMs: round(dnsMs), connectMs: round(connectMs), tlsMs: round(tlsMs), firstByteMs: round(firstByteMs) },
    durationMs: Math.round(performance.now() - startedAt),
  };
}

function round(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}

// What the connection itself decides. An endpoint's own headers are checked when they are saved; a row written some
// other way must not be able to change where or how a request goes.
const OURS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The headers as name, value, name, value…, less those that belong to the connection, and asking for no compression.
 * Names are lower-case and sent once: of two spellings the later one counts.
 */
export function requestHeaders(headers: Readonly<Record<string, string>>): string[] {
  const byName = new Map([["accept-encoding", "identity"]]);
  for (const [spelling, value] of Object.entries(headers)) {
    const name = spelling.toLowerCase();
    if (!OURS.has(name)) byName.set(name, value);
  }
  const list: string[] = [];
  for (const [name, value] of byName) list.push(name, value);
  return list;
}
