import { EVENT_TYPE_LENGTH_MAX } from "#domain/event-type/name.ts";
import type { BodyFacts } from "./read-body.ts";
import { FALLBACK_EVENT_TYPE } from "./schema.ts";
import type { VerificationKind } from "./words.ts";

/** A proven request, as far as its event's type and its provider's id depend on it. */
export type ProvenRequest = { kind: VerificationKind; headers: Headers; facts: BodyFacts };

/** The type of the event that a request becomes: by its provider's own words, else the body's `type`, else the source's. */
export function eventTypeOf(request: ProvenRequest, defaultEventType: string | null): string {
  const words = providerWords(request) ?? [own(request.facts, "type")];
  return toEventType(words) ?? defaultEventType ?? FALLBACK_EVENT_TYPE;
}

/** The words in the provider's manner, null where the request has none of its marks. */
function providerWords({ kind, headers, facts }: ProvenRequest): unknown[] | null {
  switch (kind) {
    case "github": {
      const event = headers.get("x-github-event");
      return event ? ["github", event, own(facts, "action")] : null;
    }
    case "stripe":
      return isWord(own(facts, "type")) ? ["stripe", own(facts, "type")] : null;
    case "shopify": {
      const topic = headers.get("x-shopify-topic");
      return topic ? ["shopify", topic.replaceAll("/", ".")] : null;
    }
    case "slack": {
      const type = own(own(facts, "event"), "type") ?? own(facts, "type");
      return isWord(type) ? ["slack", type] : null;
    }
    case "token":
    case "standard_webhooks":
    case "hmac":
      return null;
  }
}

/** Words joined by dots. What no event type may hold becomes `_`, so that `pull-request` is `pull_request`. */
function toEventType(words: readonly unknown[]): string | null {
  const type = words
    .filter(isWord)
    .flatMap((word) => word.slice(0, EVENT_TYPE_LENGTH_MAX + 1).split("."))
    .map((word) => word.replace(/[^A-Za-z0-9_]/g, "_"))
    .filter((word) => word !== "")
    .join(".");
  return type !== "" && type.length <= EVENT_TYPE_LENGTH_MAX ? type : null;
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function own(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
