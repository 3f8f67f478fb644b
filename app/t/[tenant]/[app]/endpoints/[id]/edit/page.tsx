import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { EditEndpointForm } from "#components/endpoint/form/endpoint-form.tsx";
import { placeHref } from "#components/place/place.ts";
import { Page } from "#components/shell/page.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { updateEndpointAction } from "../../actions.ts";
import { endpointAt } from "../../endpoint-at.ts";
import { formContext } from "../../form-context.ts";

export const metadata: Metadata = { title: "Edit endpoint" };

export default refusable(async function EditEndpointPage({ params }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { id } = await params;
  const [endpoint, context] = await Promise.all([endpointAt(caller, id), formContext(caller)]);
  if (endpoint.status === "inactive") redirect(placeHref(caller.place, "endpoints", id));
  return (
    <Page width="narrow">
      <PageHeader title={`Edit ${endpointName(endpoint)}`} description="Changes hold from the next attempt on." />
      <EditEndpointForm {...context} endpoint={endpoint} update={updateEndpointAction} />
    </Page>
  );
}, NotFoundHere);
