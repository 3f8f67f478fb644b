import type { EventDetail } from "#domain/event/schema.ts";

type Routing = EventDetail["routing"][number];

/** Why an endpoint got an event or did not, in one sentence. */
export function routingWords({ reason, sent }: Pick<Routing, "reason" | "sent">, eventType: string): string {
  switch (reason) {
    case "matched":
      return `It subscribes to ${eventType}.`;
    case "type_not_subscribed":
      return `It does not subscribe to ${eventType}.`;
    case "created_later":
      return "It was created after this event came in.";
    case "inactive":
      return "It was deleted.";
    case "paused":
      return `It is paused. ${waits(sent)} until someone resumes it.`;
    case "suspended":
      return `Posthouse suspended it. ${waits(sent)} until someone resumes it.`;
    case "unverified":
      return `It is not verified yet. ${waits(sent)} until it is.`;
  }
}

/** Who got the event first, then who is held back, then who was not meant. */
export function inOrderOfInterest(routing: readonly Routing[]): Routing[] {
  return [...routing].sort((one, other) => rank(one) - rank(other));
}

/** Whether the event has nothing to do with this endpoint: the long tail of most events. */
export function isBystander({ reason }: Pick<Routing, "reason">): boolean {
  return reason === "type_not_subscribed" || reason === "created_later";
}

function waits(sent: boolean): string {
  return sent ? "It was tried before; the rest waits" : "The delivery waits";
}

function rank(routing: Routing): number {
  if (routing.sent) return 0;
  return isBystander(routing) ? 2 : 1;
}
