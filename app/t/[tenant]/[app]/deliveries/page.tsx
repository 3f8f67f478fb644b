import { Send } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { DeliveryLog } from "#components/delivery/delivery-log.tsx";
import { type DeliveryFilters, loadDeliveryFilters, toListInput } from "#components/delivery/filter.ts";
import { deliveryLogQuery, LOG_PAGE_ROWS } from "#components/delivery/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { REPLAY_PAGE_ROWS, replayListQuery } from "#components/replay/queries.ts";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { listDeliveries } from "#domain/delivery/list.ts";
import { DomainError } from "#domain/error.ts";
import { listReplays } from "#domain/replay/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { replayDeliveryAction } from "./actions.ts";
import { appRules } from "./app-rules.ts";
import { endpointChoices } from "./endpoint-choices.ts";
import { replayActions } from "./replay-actions.ts";

export const metadata: Metadata = { title: "Deliveries" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const filters = loadDeliveryFilters(await searchParams);
  const [firstPage, replays, endpoints, rules] = await Promise.all([
    firstPageOf(caller, filters),
    onPage(listReplays(caller, { limit: REPLAY_PAGE_ROWS })),
    endpointChoices(caller),
    appRules(caller),
  ]);
  const { queryKey } = deliveryLogQuery(caller.place, filters);
  const log = { queryKey, data: { pages: [firstPage], pageParams: [""] } };
  const jobs = { queryKey: replayListQuery(caller.place).queryKey, data: replays };
  return (
    <Page isWide>
      <Prefetched queries={firstPage === null ? [jobs] : [log, jobs]}>
        <DeliveryLog
          endpoints={endpoints}
          rules={rules}
          replay={replayDeliveryAction}
          replays={replayActions}
          empty={<NoDeliveries place={caller.place} hasEndpoints={endpoints.length > 0} />}
        />
      </Prefetched>
    </Page>
  );
}

/** Null where the address names an endpoint that is not there: the log says so in its own place. */
async function firstPageOf(caller: PageCaller, filters: DeliveryFilters) {
  try {
    return await listDeliveries(caller, { ...toListInput(filters), limit: LOG_PAGE_ROWS });
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    return onPage(Promise.reject(error));
  }
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
