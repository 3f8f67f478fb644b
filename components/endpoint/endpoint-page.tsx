"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { type AppRules, holdFacts } from "#components/delivery/app-rules.ts";
import { VerdictBox } from "#components/delivery/verdict-box.tsx";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import type { EndpointActions } from "./actions.ts";
import { DeleteEndpoint } from "./delete-endpoint.tsx";
import { EndpointAddress } from "./endpoint-address.tsx";
import { EndpointCharts } from "./endpoint-charts.tsx";
import { EndpointFigures } from "./endpoint-figures.tsx";
import { EndpointHistory } from "./endpoint-history.tsx";
import { endpointName } from "./endpoint-name.ts";
import { EndpointSettings } from "./endpoint-settings.tsx";
import { PauseButton } from "./pause-button.tsx";
import { endpointQuery } from "./queries.ts";
import { RecentDeliveries } from "./recent-deliveries.tsx";
import { SendTestButton } from "./send-test-button.tsx";
import { SigningSecret } from "./signing-secret.tsx";
import { useTest } from "./use-test.ts";
import { endpointVerdict } from "./verdict.ts";
import { Verification } from "./verification.tsx";

export type EndpointPageProps = {
  id: string;
  rules: AppRules;
  eventTypes: readonly string[];
  actions: Omit<EndpointActions, "create">;
  snippets: readonly Tab[];
};

/** All there is to know about one endpoint, and all that can be done with it. A deleted one can only be read. */
export function EndpointPage({ id, rules, eventTypes, actions, snippets }: EndpointPageProps) {
  const place = usePlace();
  const { data: endpoint, error } = useQuery(endpointQuery(place, id));
  const test = useTest(id, actions.test);
  const [isTesting, setIsTesting] = useState(false);
  if (endpoint === undefined) return null;
  const isLive = endpoint.status !== "inactive";
  const state = endpointState(endpoint.status, endpoint.health.state);
  const isHeld = holdFacts(endpoint, rules)?.isHeld ?? false;
  return (
    <>
      <PageHeader
        title={endpointName(endpoint)}
        badge={
          <>
            <StatePill state={state} size="lg" />
            <StaleBadge error={error} />
          </>
        }
        description={<EndpointAddress endpoint={endpoint} />}
        actions={
          isLive ? (
            <>
              <ButtonLink href={placeHref(place, "endpoints", id, "edit")}>Edit</ButtonLink>
              <PauseButton endpoint={endpoint} update={actions.update} />
              <SendTestButton
                test={test}
                onSend={() => {
                  setIsTesting(true);
                  void test.run({});
                }}
              />
            </>
          ) : undefined
        }
      />
      <VerdictBox status={state} verdict={endpointVerdict({ endpoint, isHeld })} />
      {isTesting ? (
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <SendTest test={test} eventTypes={eventTypes} endpoint={endpoint} rules={rules} />
        </Suspense>
      ) : null}
      <EndpointFigures endpoint={endpoint} />
      <EndpointCharts id={id} loadChanges={actions.changes} />
      <RecentDeliveries id={id} status={endpoint.status} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <EndpointSettings endpoint={endpoint} rules={rules} />
        <div className="grid gap-5">
          <SigningSecret endpoint={endpoint} rotate={actions.rotate} snippets={snippets} />
          {isLive ? (
            <Verification endpoint={endpoint} isRequired={rules.requireVerification} verify={actions.verify} />
          ) : null}
        </div>
      </div>
      <EndpointHistory id={id} />
      <DeleteEndpoint endpoint={endpoint} remove={actions.remove} />
    </>
  );
}

// Comes with the first test.
const SendTest = lazy(() => import("./send-test.tsx").then((module) => ({ default: module.SendTest })));
