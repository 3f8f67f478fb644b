import { Plus, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { loadSourceFilters, type SourceFilters, sourcesHref, toListInput } from "#components/source/filter.ts";
import { sourceListQuery } from "#components/source/queries.ts";
import { SourceList } from "#components/source/source-list.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { config } from "#domain/config.ts";
import { DomainError } from "#domain/error.ts";
import { listSources } from "#domain/source/list.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";

export const metadata: Metadata = { title: "Sources" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function SourcesPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const filters = loadSourceFilters(await searchParams);
  const { queryKey } = sourceListQuery(place, filters);
  return (
    <Page>
      <PageHeader
        title="Sources"
        description="Addresses that other systems send webhooks to. What they prove becomes an event here."
        actions={
          <ButtonLink variant="primary" icon={<Plus />} href={placeHref(place, "sources", "new")}>
            Create source
          </ButtonLink>
        }
      />
      <Prefetched queries={[{ queryKey, data: await listAt(caller, filters) }]}>
        <SourceList empty={<NoSources place={place} />} />
      </Prefetched>
    </Page>
  );
}

/** A cursor that no longer fits, from an old address or other filters, leads back to the first page. */
async function listAt(caller: PageCaller, filters: SourceFilters) {
  try {
    return await listSources(caller, toListInput(filters));
  } catch (error) {
    if (error instanceof DomainError && filters.pages.length > 0 && CURSOR_CODES.has(error.code)) {
      redirect(sourcesHref(placeHref(caller.place, "sources"), { ...filters, pages: [] }));
    }
    return onPage(Promise.reject(error));
  }
}

const CURSOR_CODES = new Set(["invalid_cursor", "invalid_request"]);

function NoSources({ place }: { place: Place }) {
  const address = `${config().PUBLIC_URL}/api/v1/apps/${place.app}/sources`;
  return (
    <EmptyState
      icon={<Waypoints />}
      title="No sources yet"
      sentence="A source is a URL for GitHub, Stripe, Shopify, Slack or any system of yours to send to. What it proves goes out to your endpoints like any event."
      action={
        <ButtonLink variant="primary" href={placeHref(place, "sources", "new")}>
          Create source
        </ButtonLink>
      }
      curl={`curl ${address} -H "Authorization: Bearer $POSTHOUSE_KEY" -H "Content-Type: application/json" -d '{"name":"Main repository","verification":{"kind":"github"}}'`}
    />
  );
}
