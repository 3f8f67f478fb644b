import { formatId } from "#domain/id.ts";

/** What the headers of a request follow from, besides secret values: all of it is kept. */
export type RequestFacts = {
  eventId: string;
  eventType: string;
  deliveryId: string;
  attempt: number;
  startedAt: Date;
  contentType: string;
  userAgent: string;
  /** The endpoint's version, or null. */
  version: string | null;
};

/** The rule below by number: what is sent by another one is kept under another number, so that old requests stay readable. */
export const REQUEST_RULE = 1;

/** What an event is sent as unless its sender said otherwise. */
export const USUAL_CONTENT_TYPE = "application/json";

export const REDACTED = "[redacted]";

/**
 * The headers of an attempt in the order in which they are sent: the endpoint's own, then Posthouse's (SPEC of the wire:
 * Standard Webhooks 1.0, "Webhook headers"). The one place that says it, for sending and for showing what was sent.
 */
export function deliveryHeaders(
  facts: RequestFacts,
  { custom, signature }: { custom: Readonly<Record<string, string>>; signature: string },
): Record<string, string> {
  return {
    ...custom,
    "content-type": facts.contentType,
    "user-agent": facts.userAgent,
    "webhook-id": formatId("evt", facts.eventId),
    "webhook-timestamp": String(unixSeconds(facts.startedAt)),
    "webhook-signature": signature,
    "posthouse-delivery": formatId("dlv", facts.deliveryId),
    "posthouse-attempt": String(facts.attempt),
    "posthouse-event-type": facts.eventType,
    ...(facts.version === null ? {} : { "posthouse-version": facts.version }),
  };
}

/** The moment that a signature names. */
export function unixSeconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

/** The headers of a request that has gone, secret values hidden. `headerNames` are the endpoint's own. */
export function rebuiltHeaders(facts: RequestFacts, headerNames: readonly string[]): Record<string, string> {
  const custom = Object.fromEntries(headerNames.map((name) => [name, REDACTED]));
  return deliveryHeaders(facts, { custom, signature: REDACTED });
}
