import type { Metadata } from "next";
import type { Place } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { CreateSourceForm } from "#components/source/form/source-form.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { createSourceAction } from "../actions.ts";

export const metadata: Metadata = { title: "Create source" };

export default async function NewSourcePage({ params }: { params: Promise<Place> }) {
  await pageCaller(params);
  return (
    <Page width="narrow">
      <PageHeader
        title="Create source"
        description="You get a URL for the sender and the secret that proves its requests, with what to do there."
      />
      <CreateSourceForm create={createSourceAction} />
    </Page>
  );
}
