import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { prefetch } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { boundsOf, loadChartSpan } from "#components/endpoint/chart-span.ts";
import { changesQuery } from "#components/endpoint/queries.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { Overview } from "#components/overview/overview.tsx";
import { appHealthQuery } from "#components/overview/queries.ts";
import { type Place, placeHref } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { CommandLine } from "#components/ui/code-frame.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listDeliveries } from "#domain/delivery/list.ts";
import { listEndpoints } from "#domain/endpoint/list.ts";
import { getAppHealth } from "#domain/health/get-app.ts";
import { listChanges } from "#domain/health/list-changes.ts";
import { onPage, pageCaller } from "#http/page-actor.ts";
import { sendCommand } from "../curl.ts";
import { listChangesAction } from "../endpoints/actions.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const span = loadChartSpan(await searchParams);
  const bounds = boundsOf(span, Date.now());
  const [report, changes, endpoints, deliveries] = await Promise.all([
    prefetch(appHealthQuery(place, span), getAppHealth(caller, bounds)),
    prefetch(changesQuery(place, span, {}), listChanges(caller, bounds)),
    onPage(listEndpoints(caller, { limit: 1 })),
    onPage(listDeliveries(caller, { limit: 1 })),
  ]);
  const isNew = endpoints.data.length === 0 && deliveries.data.length === 0;
  if (isNew) return <NewApp place={place} />;
  return (
    <Page queries={[report, changes]}>
      <Overview
        loadChanges={listChangesAction}
        hint={deliveries.data.length === 0 ? <FirstEvent place={place} /> : null}
      />
    </Page>
  );
}

function NewApp({ place }: { place: Place }) {
  return (
    <Page>
      <PageHeader title="Overview" />
      <EmptyState
        icon={<Webhook />}
        title="Nothing is sent from here yet"
        sentence="Create an endpoint, an address of yours that events go to. Then send an event: it is signed, delivered and retried until it arrives."
        action={
          <ButtonLink variant="primary" href={placeHref(place, "endpoints", "new")}>
            Create endpoint
          </ButtonLink>
        }
        curl={sendCommand(place)}
      />
    </Page>
  );
}

function FirstEvent({ place }: { place: Place }) {
  return (
    <Notice title="Send the first event">
      <div className="grid gap-2">
        <p>
          Set POSTHOUSE_KEY to an API key and paste this into a terminal; the delivery shows up here within seconds.
        </p>
        <CommandLine command={sendCommand(place)} />
      </div>
    </Notice>
  );
}
