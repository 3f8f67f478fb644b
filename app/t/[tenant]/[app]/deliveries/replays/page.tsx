import { RotateCcw } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { REPLAY_PAGE_ROWS, replayListQuery } from "#components/replay/queries.ts";
import { ReplayList } from "#components/replay/replay-list.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { DomainError } from "#domain/error.ts";
import { listReplays } from "#domain/replay/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { endpointChoices } from "../endpoint-choices.ts";
import { replayActions } from "../replay-actions.ts";

export const metadata: Metadata = { title: "Replays" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

const loadCursor = createLoader({ cursor: parseAsString });

export default async function ReplaysPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { cursor } = await loadCursor(searchParams);
  const [page, endpoints] = await Promise.all([pageAt(caller, cursor), endpointChoices(caller)]);
  const { queryKey } = replayListQuery(caller.place, cursor);
  return (
    <Page>
      <Prefetched queries={page === null ? [] : [{ queryKey, data: page }]}>
        <ReplayList
          cursor={cursor}
          endpointNames={new Map(endpoints.map(({ value, label }) => [value, label]))}
          actions={replayActions}
          empty={<NoReplays place={caller.place} />}
        />
      </Prefetched>
    </Page>
  );
}

/** Null where the cursor is no good: the list says so in its own place. */
async function pageAt(caller: PageCaller, cursor: string | null) {
  try {
    return await listReplays(caller, { limit: REPLAY_PAGE_ROWS, cursor: cursor ?? undefined });
  } catch (error) {
    if (error instanceof DomainError && error.code === "invalid_cursor") return null;
    return onPage(Promise.reject(error));
  }
}

function NoReplays({ place }: { place: Place }) {
  return (
    <EmptyState
      icon={<RotateCcw />}
      title="Nothing was replayed in bulk yet"
      sentence="Filter the deliveries, for example to those that failed since an outage began, and replay all that are found at a pace of your choice."
      action={
        <ButtonLink variant="primary" href={`${placeHref(place, "deliveries")}?status=failed&status=dead_letter`}>
          Go to what failed
        </ButtonLink>
      }
    />
  );
}
