import type { Clock } from "#domain/clock.ts";
import { config } from "#domain/config.ts";
import { DomainError, notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { countSourceRequest } from "#domain/limit/count-request.ts";
import { inboundContentType } from "./content-type.ts";
import { keptHeaders } from "./kept-headers.ts";
import { challengeOf, deliveryIdOf, eventTypeOf, readProof } from "./kinds.ts";
import { type KnownSource, sourceByToken } from "./known-source.ts";
import { noteReceived, noteRefusal } from "./notebook.ts";
import { readBodyFacts } from "./read-body.ts";
import { RefusedProof, reasonOf } from "./refused-proof.ts";
import type { Inbound, StoredInbound } from "./store-inbound.ts";

/** A request to a source's URL. `readBody` gives its bytes, or throws `payload_too_large`. */
export type SourceRequest = {
  token: string;
  headers: Headers;
  remoteAddress: string | null;
  readBody: (bytesMax: number) => Promise<Uint8Array>;
};

/** How what was received is kept: answers when it is committed. */
export type KeepInbound = (inbound: Inbound) => Promise<StoredInbound>;

/** What a good request is answered: 202 for a new event, 200 for a repeat, or for Slack's question who is there. */
export type Received = { status: 200 | 202; body: { eventId: string } | { challenge: string } };

/**
 * Takes a request that a provider sent to a source's URL. Throws a DomainError for every refusal: `not_found` for what is
 * no source's URL (any more), `source_inactive`, `rate_limited`, `unsupported_media_type`, `payload_too_large`, and
 * `unauthenticated`, in the same words, for every proof that is missing or wrong. The owner of the source finds the
 * reason in its list of refusals.
 */
export async function receive(request: SourceRequest, door: Door): Promise<Received> {
  const source = await sourceByToken(request.token);
  if (source === null) throw notFound("source");
  try {
    const received = await receiveAt(source, request, door);
    noteReceived(source.id);
    return received;
  } catch (error) {
    noteRefused(source, request, error);
    throw error;
  }
}

export type Door = { keep: KeepInbound; now: Clock };

/** Cheapest first: what the headers alone can settle costs no body, and what is not proven is not looked into. */
async function receiveAt(source: KnownSource, request: SourceRequest, { keep, now }: Door): Promise<Received> {
  const { id: sourceId, tenantId, appId, kind } = source;
  if (!source.isActive) throw new DomainError("source_inactive", "This address takes nothing at present.");
  await countSourceRequest(sourceId);
  const contentType = inboundContentType(request.headers.get("content-type"));
  const check = await readProof(source, request.headers, Math.floor(now().getTime() / 1000));
  if (typeof check === "string") throw new RefusedProof(check);
  const body = await request.readBody(config().SOURCE_BODY_BYTES_MAX);
  if (!check(body, secretTexts(source))) throw new RefusedProof("wrong_proof");

  const proven = { kind, headers: request.headers, facts: readBodyFacts(body, contentType) };
  const challenge = challengeOf(proven);
  if (challenge !== null) return { status: 200, body: { challenge } };
  const type = eventTypeOf(proven, source.defaultEventType);
  const event = { tenantId, appId, sourceId, type, body, contentType, providerId: deliveryIdOf(proven) };
  const stored = await keep(event);
  if (stored === null) throw notFound("source");
  const { eventId, isRepeat } = stored;
  return { status: isRepeat ? 200 : 202, body: { eventId: formatId("evt", eventId) } };
}

function secretTexts({ secrets }: KnownSource): string[] {
  return secrets.flatMap(({ text }) => (text === null ? [] : [text]));
}

function noteRefused({ id, tenantId, rule }: KnownSource, request: SourceRequest, error: unknown): void {
  const reason = reasonOf(error);
  if (reason === null) return;
  noteRefusal(id, () => ({
    tenantId,
    reason,
    headers: keptHeaders(request.headers, rule ? [rule.header] : []),
    remoteAddress: request.remoteAddress?.slice(0, ADDRESS_LENGTH_MAX) ?? null,
  }));
}

/** An address in a proxy's header may be anything. */
const ADDRESS_LENGTH_MAX = 64;
