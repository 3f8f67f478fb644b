import { Plus, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { prefetchPage } from "#app/prefetch.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { type Place, placeHref } from "#components/place/place.ts";
import { Prefetched } from "#components/query/prefetched.tsx";
import { Page } from "#components/shell/page.tsx";
import { sourceList } from "#components/source/list.ts";
import { SourceList } from "#components/source/source-list.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listSources } from "#domain/source/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { postCommand } from "../curl.ts";

export const metadata: Metadata = { title: "Sources" };

type Props = { params: Promise<Place>; searchParams: Promise<SearchParams> };

export default async function SourcesPage({ params, searchParams }: Props) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { queries } = await prefetchPage(caller, sourceList, { searchParams, read: listSources });
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
      <Prefetched queries={queries}>
        <SourceList empty={<NoSources place={place} />} />
      </Prefetched>
    </Page>
  );
}

function NoSources({ place }: { place: Place }) {
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
      curl={postCommand(place, "sources", { name: "Main repository", verification: { kind: "github" } })}
    />
  );
}
