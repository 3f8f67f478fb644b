import { Plus, Waypoints } from "lucide-react";
import type { Metadata } from "next";
import { prefetchPage } from "#app/prefetch.ts";
import type { AppPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { EmptyState } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { sourceList } from "#components/source/list.ts";
import { SourceList } from "#components/source/source-list.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { listSources } from "#domain/source/list.ts";
import { pageCaller } from "#http/page-actor.ts";
import { postCommand } from "../curl.ts";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage({ params, searchParams }: AppPageProps) {
  const caller = await pageCaller(params);
  const { place } = caller;
  const { queries } = await prefetchPage(caller, sourceList, { searchParams, read: listSources });
  return (
    <Page queries={queries}>
      <PageHeader
        title="Sources"
        description="Addresses that other systems send webhooks to. What they prove becomes an event here."
        actions={
          <ButtonLink variant="primary" icon={<Plus />} href={placeHref(place, "sources", "new")}>
            Create source
          </ButtonLink>
        }
      />
      <SourceList
        empty={
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
        }
      />
    </Page>
  );
}
