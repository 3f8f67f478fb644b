import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { EndpointList } from "#components/endpoint/endpoint-list.tsx";
import { type EndpointFilters, endpointsHref, loadEndpointFilters, toListInput } from "#components/endpoint/filter.ts";
import { endpointListQuery, sparklinesQuery } from "#components/endpoint/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { config } from "#domain/config.ts";
import { getSparklines } from "#domain/endpoint/get-sparklines.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { DomainError } from "#domain/error.ts";
import { onPage, type PageCaller, pageCaller } from "#http/page-actor.ts";
import { getSparklinesAction } from "./actions.ts";

export const metadata: Metadata = { title: "Endpoints" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function EndpointsPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const filters = loadEndpointFilters(await searchParams);
  const list = await listAt(caller, filters);
  const ids = list.data.map(({ id }) => id);
  const sparklines = await onPage(getSparklines(caller, { ids }));
  const queries = [
    { queryKey: endpointListQuery(place, filters).queryKey, data: list },
    { queryKey: sparklinesQuery(place, ids).queryKey, data: sparklines },
  ];
  return (
    <Page>
      <PageHeader
        title="Endpoints"
        actions={
          <ButtonLink variant="primary" icon={<Plus />} href={placeHref(place, "endpoints", "new")}>
            Create endpoint
          </ButtonLink>
        }
      />
      <Prefetched queries={queries}>
        <EndpointList loadSparklines={getSparklinesAction} empty={<NoEndpoints place={place} />} />
      </Prefetched>
    </Page>
  );
}

/** A cursor that no longer fits, from an old address or another list, leads back to the first page. */
async function listAt(caller: PageCaller, filters: EndpointFilters) {
  try {
    return await listEndpoints(caller, toListInput(filters));
  } catch (error) {
    if (error instanceof DomainError && filters.pages.length > 0 && CURSOR_CODES.has(error.code)) {
      redirect(endpointsHref(placeHref(caller.place, "endpoints"), { ...filters, pages: [] }));
    }
    return onPage(Promise.reject(error));
  }
}

const CURSOR_CODES = new Set(["invalid_cursor", "invalid_request"]);

function NoEndpoints({ place }: { place: Place }) {
  const address = `${config().PUBLIC_URL}/api/v1/apps/${place.app}/endpoints`;
  return (
    <EmptyState
      icon={<Webhook />}
      title="No endpoints yet"
      sentence="An endpoint is an address of yours that events are sent to, signed and retried until they arrive."
      action={
        <ButtonLink variant="primary" href={placeHref(place, "endpoints", "new")}>
          Create endpoint
        </ButtonLink>
      }
      curl={`curl ${address} -H "Authorization: Bearer $POSTHOUSE_KEY" -H "Content-Type: application/json" -d '{"url":"https://example.com/webhooks"}'`}
    />
  );
}
