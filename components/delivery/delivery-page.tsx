"use client";

import { useRouter } from "next/navigation";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { AppRules } from "./app-rules.ts";
import { AttemptTimeline } from "./attempt-timeline.tsx";
import { CopyMenu } from "./copy-menu.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { Kin } from "./kin.tsx";
import { PAYLOAD_ANCHOR, Payload } from "./payload.tsx";
import { type ReplayAction, ReplayButton } from "./replay-button.tsx";
import { replayRule } from "./replay-rule.ts";
import { ToEndpoint } from "./to-endpoint.tsx";
import { useDelivery } from "./use-delivery.ts";
import { VerdictBox } from "./verdict-box.tsx";

/** All there is to know about one delivery: the verdict first, then the facts, then what went over the wire. */
export function DeliveryPage({ id, rules, replay }: { id: string; rules: AppRules; replay: ReplayAction }) {
  const { view, error } = useDelivery(id, rules);
  const place = usePlace();
  const router = useRouter();
  if (view === null) return null;
  const { delivery, endpoint, verdict, planned, isHeld, attemptsAllowed } = view;
  const name = endpoint ? endpointName(endpoint) : delivery.endpointId;
  return (
    <>
      <PageHeader
        title={<span className="font-mono">{delivery.eventType}</span>}
        badge={
          <>
            <StatePill state={delivery.status} size="lg" />
            <StaleBadge error={error} />
          </>
        }
        description={<Id id={delivery.id} isWhole />}
        actions={
          <>
            <CopyMenu delivery={delivery} verdict={verdict} />
            <ButtonLink href={placeHref(place, "events", delivery.eventId)}>Open event</ButtonLink>
            <ReplayButton
              id={id}
              rule={replayRule(delivery, endpoint)}
              replay={replay}
              onReplayed={(newId) => router.push(placeHref(place, "deliveries", newId))}
            />
          </>
        }
      />
      <VerdictBox
        status={delivery.status}
        verdict={verdict}
        action={isHeld ? <ToEndpoint endpointId={delivery.endpointId} /> : undefined}
      />
      <Card>
        <DeliveryFacts delivery={delivery} endpointName={name} attemptsAllowed={attemptsAllowed} isHeld={isHeld} />
      </Card>
      <Card title="Attempts" isFlush>
        <AttemptTimeline
          status={delivery.status}
          attemptCount={delivery.attemptCount}
          attempts={delivery.attempts}
          planned={planned}
          bodyHref={`#${PAYLOAD_ANCHOR}`}
        />
      </Card>
      <Kin delivery={delivery} />
      <Payload payload={delivery.payload} />
    </>
  );
}
