"use client";

import { useQuery } from "@tanstack/react-query";
import { Pause, Play, Send } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { type AppRules, holdFacts } from "#components/delivery/app-rules.ts";
import { LogTable } from "#components/delivery/log-table.tsx";
import { isOpen } from "#components/delivery/queries.ts";
import { VerdictBox } from "#components/delivery/verdict-box.tsx";
import { ConfirmOperation, OperationButton } from "#components/form/confirm-operation.tsx";
import { useOperation } from "#components/form/use-operation.ts";
import { formatDuration, formatNumber, formatPercent } from "#components/format/number.ts";
import { CardList } from "#components/list/card-list.tsx";
import { StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { PageAddress } from "#components/ui/page-address.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { StatCard, StatRow } from "#components/ui/stat-card.tsx";
import type { Tab } from "#components/ui/tabs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { ENDPOINT_NOUNS, type EndpointActions } from "./actions.ts";
import { DeleteEndpoint } from "./delete-endpoint.tsx";
import { EndpointCharts } from "./endpoint-charts.tsx";
import { EndpointHistory } from "./endpoint-history.tsx";
import { endpointName } from "./endpoint-name.ts";
import { EndpointSettings } from "./endpoint-settings.tsx";
import { endpointQuery, recentDeliveriesQuery } from "./queries.ts";
import { SigningSecret } from "./signing-secret.tsx";
import { type Test, useTest } from "./use-test.ts";
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
        description={
          <PageAddress url={endpoint.url} id={id}>
            {endpoint.description === "" ? null : <span>{endpoint.description}</span>}
          </PageAddress>
        }
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

function SendTestButton({ test, onSend }: { test: Test; onSend: () => void }) {
  const isUnderWay = test.delivery !== null && test.delivery.status === "sending" && isOpen(test.delivery);
  return (
    <Button
      variant="primary"
      icon={<Send />}
      isPending={test.isPending || isUnderWay}
      pendingLabel="Sending…"
      onClick={onSend}
    >
      Send test
    </Button>
  );
}

function RecentDeliveries({ id, status }: Pick<Endpoint, "id" | "status">) {
  const place = usePlace();
  const read = useQuery(recentDeliveriesQuery(place, id));
  return (
    <CardList
      title="Recent deliveries"
      noun="deliveries"
      read={read}
      empty={
        status === "inactive"
          ? "Nothing was ever sent to this endpoint, or its history is gone."
          : "Nothing has been sent to this endpoint yet. It gets each new event that it subscribes to."
      }
      actions={
        <TextLink href={`${placeHref(place, "deliveries")}?endpointId=${encodeURIComponent(id)}`} className="text-sm">
          All deliveries
        </TextLink>
      }
    >
      <LogTable rows={read.data?.data ?? []} selectedId={null} isFramed={false} />
    </CardList>
  );
}

function EndpointFigures({ endpoint }: { endpoint: Pick<Endpoint, "health" | "lastStatus"> }) {
  const { health, lastStatus } = endpoint;
  const { successRate24h, consecutiveFailures, p50ResponseTime, avgResponseTime, lastSuccessAt } = health;
  return (
    <StatRow>
      <StatCard
        label="Success, 24 h"
        value={formatPercent(successRate24h)}
        detail="of the attempts"
        tone={successRate24h !== null && successRate24h < 0.95 ? "bad" : undefined}
      />
      <StatCard
        label="p95, 24 h"
        value={<Duration ms={health.p95ResponseTime} />}
        detail={`median ${formatDuration(p50ResponseTime)}, average ${formatDuration(avgResponseTime)}`}
      />
      <StatCard
        label="Failures in a row"
        value={formatNumber(consecutiveFailures)}
        detail={
          <>
            last success <Time at={lastSuccessAt} empty="never" isFocusable />
          </>
        }
        tone={consecutiveFailures > 0 ? "bad" : undefined}
      />
      <StatCard
        label="Last answer"
        value={lastStatus === null ? "–" : (lastStatus.code ?? "None")}
        detail={<Time at={lastStatus?.timestamp} empty="nothing sent yet" isFocusable />}
      />
    </StatRow>
  );
}

function PauseButton(props: { endpoint: Pick<Endpoint, "id" | "status">; update: EndpointActions["update"] }) {
  const { id, status } = props.endpoint;
  const place = usePlace();
  const change = useOperation((next: "active" | "paused") => props.update(place, { id, status: next }), {
    failed: status === "active" ? "It was not paused" : "It was not resumed",
    refetch: ENDPOINT_NOUNS,
    answers: ["endpoint", place, id],
  });
  if (status !== "active") {
    return (
      <OperationButton operation={change} input="active" icon={<Play />} pendingLabel="Resuming…">
        Resume
      </OperationButton>
    );
  }
  return (
    <ConfirmOperation
      operation={change}
      input="paused"
      trigger={{ icon: <Pause />, children: "Pause" }}
      isDanger={false}
      title="Pause this endpoint?"
      consequence="Nothing is sent to it until someone resumes it. Deliveries wait, those of new events too, and then go out oldest first, at the endpoint’s limits. An attempt under way is finished."
      confirmLabel="Pause endpoint"
      pendingLabel="Pausing…"
    />
  );
}
