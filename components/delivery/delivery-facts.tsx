import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { PaperTime } from "#components/time/time.tsx";
import { Fact, FactGrid } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TRIGGER_LABELS } from "#domain/delivery/words.ts";
import { NextAttempt } from "./next-attempt.tsx";
import type { DeliveryView } from "./use-delivery.ts";

/** `name`: what the endpoint is called while it is not read yet. */
export type DeliveryFactsProps = { view: DeliveryView; name: string | undefined };

/** What is known of a delivery besides its attempts, with links to what it belongs to. */
export function DeliveryFacts({ view, name }: DeliveryFactsProps) {
  const { delivery, endpoint, attemptsAllowed, isHeld } = view;
  const place = usePlace();
  return (
    <FactGrid>
      <Fact label="Endpoint">
        <TextLink href={placeHref(place, "endpoints", delivery.endpointId)}>
          {endpoint ? endpointName(endpoint) : (name ?? delivery.endpointId)}
        </TextLink>
      </Fact>
      <Fact label="Event">
        <Id id={delivery.eventId} href={placeHref(place, "events", delivery.eventId)} />
      </Fact>
      {delivery.replayOf === null ? (
        <Fact label="Made by">{TRIGGER_LABELS[delivery.trigger]}</Fact>
      ) : (
        <Fact label="Replay of">
          <Id id={delivery.replayOf} href={placeHref(place, "deliveries", delivery.replayOf)} />
        </Fact>
      )}
      <Fact label="Attempts">
        <span className="tabular-nums">
          {delivery.attemptCount} of {Math.max(attemptsAllowed, delivery.attemptCount)}
        </span>
      </Fact>
      <Fact label="Created">
        <PaperTime at={delivery.createdAt} isFocusable />
      </Fact>
      <Fact label="Last attempt">
        <PaperTime at={delivery.lastAttemptAt} empty="none yet" isFocusable />
      </Fact>
      {delivery.completedAt === null ? (
        <Fact label="Next attempt">{isHeld ? "waits for the endpoint" : <NextAttempt delivery={delivery} />}</Fact>
      ) : (
        <Fact label="Ended">
          <PaperTime at={delivery.completedAt} isFocusable />
        </Fact>
      )}
      <Fact label="Delivery">
        <Id id={delivery.id} />
      </Fact>
    </FactGrid>
  );
}
