import { type EndpointFact, type Evidence, type Invariant, indexBy } from "#faults/evidence/evidence.ts";

/**
 * Every event that was answered with 202 exists, and every event that exists has exactly one delivery for each endpoint
 * that matched when it was accepted, and none for another.
 */
export const everyEventHasItsDeliveries: Invariant = {
  name: "every accepted event has exactly one delivery per matching endpoint",
  check: (evidence) => [...missingEvents(evidence), ...wrongFanOuts(evidence), ...wrongAnswers(evidence)],
};

function missingEvents({ posts, events }: Evidence): string[] {
  const stored = indexBy(events, ({ id }) => id);
  return posts.flatMap(({ outcome, bodySha256 }) => {
    if (outcome.kind !== "accepted") return [];
    const event = stored.get(outcome.eventId);
    if (!event) return [`${outcome.eventId} was accepted and is not there`];
    return event.bodySha256 === bodySha256 ? [] : [`${outcome.eventId} holds other bytes than were posted`];
  });
}

function wrongFanOuts(evidence: Evidence): string[] {
  const { events, deliveries, endpoints } = evidence;
  const byEvent = Map.groupBy(deliveries, ({ eventId }) => eventId);
  const isOptional = removedMeanwhile(evidence);
  return events.flatMap((event) => {
    if (event.isSynthetic) return [];
    const got = Map.groupBy(byEvent.get(event.id) ?? [], ({ endpointId }) => endpointId);
    return endpoints.flatMap((endpoint) => {
      const count = got.get(endpoint.id)?.length ?? 0;
      const wanted = matches(endpoint, event) ? isOptional(event.bodySha256, endpoint.id) : "never";
      const isRight = wanted === "either" ? count <= 1 : count === (wanted === "once" ? 1 : 0);
      return isRight ? [] : [`${event.id} has ${count} deliveries for ${endpoint.id}, wanted: ${wanted}`];
    });
  });
}

function matches({ tenantId, eventTypes }: EndpointFact, event: { tenantId: string; type: string }): boolean {
  return tenantId === event.tenantId && (eventTypes === null || eventTypes.includes(event.type));
}

/** Around the moment of a deletion nobody can say whether an event came before or after it. */
function removedMeanwhile({ removal, posts }: Evidence) {
  const posted = indexBy(posts, ({ bodySha256 }) => bodySha256);
  return (bodySha256: string, endpointId: string): "once" | "either" | "never" => {
    const post = posted.get(bodySha256);
    if (removal?.endpointId !== endpointId || !post) return "once";
    if (post.endedAtMs < removal.requestedAtMs && post.outcome.kind === "accepted") return "once";
    return post.startedAtMs > removal.answeredAtMs ? "never" : "either";
  };
}

function wrongAnswers({ posts, deliveries }: Evidence): string[] {
  const byEvent = Map.groupBy(deliveries, ({ eventId }) => eventId);
  return posts.flatMap(({ outcome }) => {
    if (outcome.kind !== "accepted") return [];
    const count = byEvent.get(outcome.eventId)?.length ?? 0;
    return count === outcome.deliveries
      ? []
      : [`${outcome.eventId} was answered with ${outcome.deliveries} deliveries and has ${count}`];
  });
}

/** One body is one event: a post that was repeated with its Idempotency-Key until it was accepted is kept once. */
export const aKeyKeepsOneEvent: Invariant = {
  name: "a post that was repeated under its key is kept once",
  check: ({ posts, events }) => {
    const eventsOf = Map.groupBy(events, ({ bodySha256 }) => bodySha256);
    return posts.flatMap(({ number, isKeyed, bodySha256, outcome }) => {
      const ids = (eventsOf.get(bodySha256) ?? []).map(({ id }) => id);
      if (ids.length > 1) return [`post ${number} was kept ${ids.length} times: ${ids.join(", ")}`];
      return isKeyed && outcome.kind !== "accepted" ? [`post ${number} was never accepted, for all its key`] : [];
    });
  },
};

const UNAVAILABLE = 503;

/** Who is refused while something is broken is told to come back, and not that the request or the program is wrong. */
export const refusalsPass: Invariant = {
  name: "what is refused under a fault is refused with 503",
  check: ({ posts }) =>
    posts.flatMap(({ number, outcome }) =>
      outcome.kind === "refused" && outcome.status !== UNAVAILABLE
        ? [`post ${number} was refused with ${outcome.status}`]
        : [],
    ),
};
