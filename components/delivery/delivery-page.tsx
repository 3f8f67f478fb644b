"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { shortenId } from "#components/format/short-id.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Id } from "#components/ui/id.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { type Column, column, DataTable, idOf, RowLink } from "#components/ui/table.tsx";
import type { Delivery } from "#domain/delivery/schema.ts";
import type { AppRules } from "./app-rules.ts";
import { AttemptTimeline } from "./attempt-timeline.tsx";
import { CopyMenu } from "./copy-menu.tsx";
import { DeliveryFacts } from "./delivery-facts.tsx";
import { Payload } from "./payload.tsx";
import { kinQuery } from "./queries.ts";
import { type ReplayAction, ReplayButton } from "./replay-button.tsx";
import { replayRule } from "./replay-rule.ts";
import { useDelivery } from "./use-delivery.ts";
import { DeliveryVerdict } from "./verdict-box.tsx";

/** All there is to know about one delivery: the verdict first, then the facts, then what went over the wire. */
export function DeliveryPage({ id, rules, replay }: { id: string; rules: AppRules; replay: ReplayAction }) {
  const { view, error } = useDelivery(id, rules);
  const place = usePlace();
  const router = useRouter();
  if (view === null) return null;
  const { delivery, endpoint, verdict } = view;
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
      <DeliveryVerdict view={view} />
      <Card>
        <DeliveryFacts view={view} name={undefined} />
      </Card>
      <Card title="Attempts" isFlush>
        <AttemptTimeline view={view} />
      </Card>
      <Kin delivery={delivery} />
      <Payload payload={delivery.payload} />
    </>
  );
}

/** The deliveries of the same event to the same endpoint, where there is more than this one: replays and originals. */
function Kin({ delivery }: { delivery: Pick<Delivery, "id" | "eventId" | "endpointId"> }) {
  const place = usePlace();
  const { data } = useQuery(kinQuery(place, delivery));
  const others = data?.data.filter(({ id }) => id !== delivery.id) ?? [];
  if (others.length === 0) return null;
  const columns: readonly Column<Delivery>[] = [
    column("Status", { size: "w-32" }, ({ status }) => <StatePill state={status} />),
    column("Made by", { look: "truncate" }, (other) => (
      <RowLink href={placeHref(place, "deliveries", other.id)}>{originWords(other, delivery.id)}</RowLink>
    )),
    column("Attempts", { isNumeric: true, size: "w-24" }, ({ attemptCount }) => attemptCount),
    column("Created", { isNumeric: true, size: "w-28" }, ({ createdAt }) => <Time at={createdAt} />),
  ];
  return (
    <Card title="Also sent to this endpoint" description="Other deliveries of the same event." isFlush>
      <DataTable
        label="Other deliveries of this event to this endpoint"
        isFramed={false}
        isFixed
        rows={others}
        columns={columns}
        keyOf={idOf}
      />
    </Card>
  );
}

function originWords({ trigger, replayOf }: Delivery, id: string): string {
  if (replayOf === id) return "Replay of this delivery";
  if (replayOf !== null) return `Replay of ${shortenId(replayOf)}`;
  return trigger === "test" ? "Test" : "The event itself";
}
