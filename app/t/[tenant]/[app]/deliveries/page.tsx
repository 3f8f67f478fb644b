import { Send } from "lucide-react";
import type { Metadata } from "next";
import { prefetch, prefetchRows } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { DeliveryLog } from "#components/delivery/delivery-log.tsx";
import { deliveryLog } from "#components/delivery/list.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { type Place, placeHref } from "#components/place/place.ts";
import { replayList } from "#components/replay/list.ts";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listDeliveries } from "#domain/delivery/list.ts";
import { listReplays } from "#domain/replay/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { replayDeliveryAction } from "./actions.ts";
import { appRules } from "./app-rules.ts";
import { endpointNames } from "./endpoint-names.ts";
import { replayActions } from "./replay-actions.ts";

export const metadata: Metadata = { title: "Deliveries" };

export default async function DeliveriesPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { none } = replayList;
  const [log, replays, names, rules] = await Promise.all([
    prefetchRows(caller, deliveryLog, { searchParams, read: listDeliveries }),
    prefetch(replayList.query(place, none), listReplays(caller, replayList.toInput(none))),
    endpointNames(caller),
    appRules(caller),
  ]);
  return (
    <Page width="wide" queries={[...log, replays]}>
      <DeliveryLog
        endpointNames={names}
        rules={rules}
        replay={replayDeliveryAction}
        replays={replayActions}
        empty={<NoDeliveries place={place} hasEndpoints={names.size > 0} />}
      />
    </Page>
  );
}

function NoDeliveries({ place, hasEndpoints }: { place: Place; hasEndpoints: boolean }) {
  return (
    <EmptyState
      icon={<Send />}
      title="No deliveries yet"
      sentence={
        hasEndpoints
          ? "Each event makes one delivery for every endpoint that subscribes to its type. Send an event and it shows up here."
          : "Each event makes one delivery for every endpoint that subscribes to its type. Create an endpoint first."
      }
      action={
        hasEndpoints ? (
          <ButtonLink variant="primary" href={placeHref(place, "events")}>
            Go to events
          </ButtonLink>
        ) : (
          <ButtonLink variant="primary" href={placeHref(place, "endpoints", "new")}>
            Create endpoint
          </ButtonLink>
        )
      }
    />
  );
}
