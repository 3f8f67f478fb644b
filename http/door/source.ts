import { type Clock, systemClock } from "#domain/clock.ts";
import { config } from "#domain/config.ts";
import { DomainError, type ErrorCode, notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { parseJson } from "#domain/json.ts";
import { isJsonObject } from "#domain/rule/json-object.ts";
import { recordReceived, recordRefusal } from "#domain/source/activity-store.ts";
import { challengeOf, deliveryIdOf, eventTypeOf, readProof } from "#domain/source/kinds.ts";
import { type KnownSource, sourceByToken } from "#domain/source/known-source.ts";
import type { ProofRefusal, ProvenRequest } from "#domain/source/providers/source-kind.ts";
import type { Inbound, StoredInbound } from "#domain/source/store-inbound.ts";
import type { RefusalReason } from "#domain/source/words.ts";
import { jsonAnswer, problemResponse } from "./answer.ts";
import { countSourceRequest } from "./limit.ts";
import { newRequestId, PEER_ADDRESS_HEADER, readBytes } from "./request.ts";

/** Where a request came in: `keep` keeps what was received, and answers when it is committed. */
export type SourceDoor = {
  token: string;
  remoteAddress: string | null;
  keep: (inbound: Inbound) => Promise<StoredInbound>;
  now?: Clock;
};

/**
 * Answers a POST to a source's URL, on whichever door it came: 202 with the new event's id, 200 with that of the event
 * it repeats, or for a provider that asks who is there. Refused are `not_found` for what is no source's URL (any more),
 * `source_inactive`, `rate_limited`, `unsupported_media_type`, `payload_too_large`, and `unauthenticated`, in the same
 * words, for every proof that is missing or wrong. The owner of the source finds the reason in its list of refusals.
 */
export async function answerSourceRequest(request: Request, door: SourceDoor): Promise<Response> {
  const requestId = newRequestId(request.headers);
  try {
    const { status, body } = await receive(request, door);
    return jsonAnswer(body, { status, requestId });
  } catch (error) {
    return problemResponse(error, requestId);
  }
}

type Received = { status: 200 | 202; body: { eventId: string } | { challenge: string } };

async function receive(request: Request, door: SourceDoor): Promise<Received> {
  const source = await sourceByToken(door.token);
  if (source === null) throw notFound("source");
  try {
    const received = await receiveAt(source, request, door);
    recordReceived(source.id);
    return received;
  } catch (error) {
    noteRefused(source, { request, door, error });
    throw error;
  }
}

/** Cheapest first: what the headers alone can settle costs no body, and what is not proven is not looked into. */
async function receiveAt(source: KnownSource, request: Request, door: SourceDoor): Promise<Received> {
  const { id: sourceId, tenantId, appId, kind } = source;
  const { headers } = request;
  const { keep, now = systemClock } = door;
  if (!source.isActive) throw new DomainError("source_inactive", "This address takes nothing at present.");
  await countSourceRequest(sourceId);
  const contentType = inboundContentType(headers.get("content-type"));
  const check = await readProof(source, headers, Math.floor(now().getTime() / 1000));
  if (typeof check === "string") throw new RefusedProof(check);
  const body = await readBytes(request, config().SOURCE_BODY_BYTES_MAX);
  if (!check(body)) throw new RefusedProof("wrong_proof");

  const proven = { kind, headers, facts: readBodyFacts(body, contentType) };
  const challenge = challengeOf(proven);
  if (challenge !== null) return { status: 200, body: { challenge } };
  const type = eventTypeOf(proven, source.defaultEventType);
  const event = { tenantId, appId, sourceId, type, body, contentType, providerId: deliveryIdOf(proven) };
  const stored = await keep(event);
  if (stored === null) throw notFound("source");
  const { eventId, isRepeat } = stored;
  return { status: isRepeat ? 200 : 202, body: { eventId: formatId("evt", eventId) } };
}

const CONTENT_TYPE_LENGTH_MAX = 200;
const JSON_FORM_OR_TEXT =
  /^(?:application\/(?:[\w.-]+\+)?json|application\/x-www-form-urlencoded|multipart\/form-data|text\/[\w.+-]+)\s*(?:;[\x20-\x7e]*)?$/i;

/** The content type that a provider's request is kept and sent on with, as it came: JSON, a form or text. */
function inboundContentType(header: string | null): string {
  const contentType = header?.trim() ?? "";
  if (contentType.length <= CONTENT_TYPE_LENGTH_MAX && JSON_FORM_OR_TEXT.test(contentType)) return contentType;
  throw new DomainError("unsupported_media_type", "Send JSON, a form or text, and say which in `Content-Type`.");
}

type Facts = ProvenRequest["facts"];

/**
 * Reads a proven body: JSON, or a form whose `payload` is JSON as GitHub and Slack send it, else the form's own fields.
 * What cannot be read is no fault: it has been proven, and goes on byte for byte.
 */
export function readBodyFacts(body: Uint8Array, contentType: string): Facts {
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return jsonFacts(body);
  const form = new URLSearchParams(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1"));
  const payload = form.get("payload");
  return payload === null ? Object.fromEntries(form) : jsonFacts(Buffer.from(payload));
}

function jsonFacts(bytes: Uint8Array): Facts {
  try {
    const value = parseJson(bytes);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    if (error instanceof DomainError) return {};
    throw error;
  }
}

type Refused = { request: Request; door: SourceDoor; error: unknown };

function noteRefused({ id, tenantId, rule }: KnownSource, { request, door, error }: Refused): void {
  const reason = reasonOf(error);
  if (reason === null) return;
  recordRefusal(id, () => ({
    tenantId,
    reason,
    headers: keptHeaders(request.headers, rule ? [rule.header] : []),
    remoteAddress: door.remoteAddress?.slice(0, ADDRESS_LENGTH_MAX) ?? null,
  }));
}

/** An address in a proxy's header may be anything. */
const ADDRESS_LENGTH_MAX = 64;

/** A request whose proof is missing or wrong: the sender is told no more than that, the owner of the source the reason. */
class RefusedProof extends DomainError {
  readonly reason: ProofRefusal;

  constructor(reason: ProofRefusal) {
    super("unauthenticated", "The request does not prove that it comes from this source.");
    this.name = "RefusedProof";
    this.reason = reason;
  }
}

/** Why a source refused a request, or null where the fault was not the request's. */
function reasonOf(error: unknown): RefusalReason | null {
  if (error instanceof RefusedProof) return error.reason;
  return error instanceof DomainError ? (REASONS[error.code] ?? null) : null;
}

const REASONS: Partial<Record<ErrorCode, RefusalReason>> = {
  source_inactive: "inactive",
  unsupported_media_type: "unsupported_media_type",
  payload_too_large: "payload_too_large",
  rate_limited: "rate_limited",
};

/** Headers of a refused request: how many are kept, and how much of each. */
const HEADERS_MAX = 40;
const VALUE_LENGTH_MAX = 500;
const REDACTED = "[redacted]";

// By name, whatever else they are: what proves something, or might open another door.
const PROVING = /^(?:cookie|proxy-authorization)$|auth|secret|signature|token|hmac|passw|api-?key|credential/i;

/** What the owner of a source is shown of a refused request's headers; `alsoSecret` are names its own rule gives. */
function keptHeaders(headers: Headers, alsoSecret: readonly string[]): Record<string, string> {
  // What we write ourselves on the way in has a column of its own.
  const shown = [...headers].filter(([name]) => name !== PEER_ADDRESS_HEADER).slice(0, HEADERS_MAX);
  return Object.fromEntries(
    shown.map(([name, value]) => [
      name,
      PROVING.test(name) || alsoSecret.includes(name)
        ? REDACTED
        : value.replaceAll("\u0000", "").slice(0, VALUE_LENGTH_MAX),
    ]),
  );
}
