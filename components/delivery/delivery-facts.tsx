import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { PaperTime } from "#components/time/time.tsx";
import { Fact, FactGrid } from "#components/ui/facts.tsx";
import { Id } from "#components/ui/id.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import { TRIGGER_LABELS } from "#domain/delivery/words.ts";
import { NextAttempt } from "./next-attempt.tsx";

export type DeliveryFactsProps = {
  delivery: Delivery;
  endpointName: string;
  attemptsAllowed: number;
  /** True while the endpoint's state keeps it from going out. */
  isHeld: boolean;
};

/** What is known of a delivery besides its attempts, with links to what it belongs to. */
export function DeliveryFacts(props: DeliveryFactsProps) {
  const { delivery, endpointName } = props;
  const place = usePlace();
  return (
    <FactGrid>
      <Fact label="Endpoint">
        <TextLink href={placeHref(place, "endpoints", delivery.endpointId)}>{endpointName}</TextLink>
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
          {delivery.attemptCount} of {Math.max(props.attemptsAllowed, delivery.attemptCount)}
        </span>
      </Fact>
      <Fact label="Created">
        <PaperTime at={delivery.createdAt} isFocusable />
      </Fact>
      <Fact label="Last attempt">
        <PaperTime at={delivery.lastAttemptAt} empty="none yet" isFocusable />
      </Fact>
      {delivery.completedAt === null ? (
        <Fact label="Next attempt">
          {props.isHeld ? "waits for the endpoint" : <NextAttempt delivery={delivery} />}
        </Fact>
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
