import { Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import { prefetch, prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EndpointList } from "#components/endpoint/endpoint-list.tsx";
import { endpointList } from "#components/endpoint/list.ts";
import { sparklinesQuery } from "#components/endpoint/queries.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { getSparklines } from "#domain/endpoint/get-sparklines.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { postCommand } from "../curl.ts";
import { getSparklinesAction } from "./actions.ts";

export const metadata: Metadata = { title: "Endpoints" };

export default async function EndpointsPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { rows, queries } = await prefetchPage(caller, endpointList, { searchParams, read: listEndpoints });
  const ids = rows.map(({ id }) => id);
  const sparklines = await prefetch(sparklinesQuery(place, ids), getSparklines(caller, { ids }));
  return (
    <Page queries={[...queries, sparklines]}>
      <PageHeader
        title="Endpoints"
        actions={
          <ButtonLink variant="primary" icon={<Plus />} href={placeHref(place, "endpoints", "new")}>
            Create endpoint
          </ButtonLink>
        }
      />
      <EndpointList
        loadSparklines={getSparklinesAction}
        empty={
          <EmptyState
            icon={<Webhook />}
            title="No endpoints yet"
            sentence="An endpoint is an address of yours that events are sent to, signed and retried until they arrive."
            action={
              <ButtonLink variant="primary" href={placeHref(place, "endpoints", "new")}>
                Create endpoint
              </ButtonLink>
            }
            curl={postCommand(place, "endpoints", { url: "https://example.com/webhooks" })}
          />
        }
      />
    </Page>
  );
}
