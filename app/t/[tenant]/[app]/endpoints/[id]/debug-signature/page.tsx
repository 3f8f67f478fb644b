import type { Metadata } from "next";
import { refusable } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { placeHref } from "#components/place/place.ts";
import { SignatureDebugger } from "#components/secret/signature-debugger.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { pageCaller } from "#http/page-actor.ts";
import { debugSignatureAction } from "../../actions.ts";
import { endpointAt } from "../../endpoint-at.ts";

export const metadata: Metadata = { title: "Debug a signature" };

export default refusable(async function DebugSignaturePage({ params }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { id } = await params;
  const endpoint = await endpointAt(caller, id);
  return (
    <Page>
      <PageHeader
        title="Debug a signature"
        description={`Why ${endpointName(endpoint)} refuses a message. Its current secret ends in …${endpoint.signingSecretLast4}.`}
        actions={<ButtonLink href={placeHref(caller.place, "endpoints", id)}>Back to the endpoint</ButtonLink>}
      />
      <SignatureDebugger id={id} debug={debugSignatureAction} />
    </Page>
  );
}, NotFoundHere);
