import type { Metadata } from "next";
import { CreateEndpointForm } from "#components/endpoint/form/endpoint-form.tsx";
import type { Place } from "#components/place/place.ts";
import { snippetTabs } from "#components/secret/snippet-tabs.tsx";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { createEndpointAction } from "../actions.ts";
import { formContext } from "../form-context.ts";

export const metadata: Metadata = { title: "Create endpoint" };

export default async function NewEndpointPage({ params }: { params: Promise<Place> }) {
  const context = await formContext(await pageCaller(params));
  return (
    <Page width="narrow">
      <PageHeader
        title="Create endpoint"
        description="You get a signing secret for it, with code that verifies what arrives."
      />
      <CreateEndpointForm {...context} create={createEndpointAction} snippets={snippetTabs()} />
    </Page>
  );
}
