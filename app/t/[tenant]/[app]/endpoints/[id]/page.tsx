import type { SearchParams } from "nuqs/server";
import { prefetch } from "#app/prefetch.ts";
import { refusable, refusableTitle } from "#app/refusable.tsx";
import NotFoundHere from "#app/t/[tenant]/[app]/not-found.tsx";
import type { ItemPageProps } from "#app/t/[tenant]/[app]/page-props.ts";
import { boundsOf, loadChartSpan } from "#components/endpoint/chart-span.ts";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { EndpointPage } from "#components/endpoint/endpoint-page.tsx";
import {
  changesQuery,
  endpointHealthQuery,
  endpointHistoryQuery,
  endpointQuery,
  HISTORY_ROWS,
  RECENT_ROWS,
  recentDeliveriesQuery,
} from "#components/endpoint/queries.ts";
import { snippetTabs } from "#components/secret/snippet-tabs.tsx";
import { Page } from "#components/shell/page.tsx";
import { listAuditLog } from "#domain/audit/list.ts";
import { listEndpointDeliveries } from "#domain/delivery/list-of-endpoint.ts";
import { getEndpointHealth } from "#domain/endpoint/get-health.ts";
import { listChanges } from "#domain/health/list-changes.ts";
import { type PageCaller, pageCaller } from "#http/page-actor.ts";
import { appRules } from "../../deliveries/app-rules.ts";
import {
  deleteEndpointAction,
  listChangesAction,
  rotateSecretAction,
  testEndpointAction,
  updateEndpointAction,
  verifyEndpointAction,
} from "../actions.ts";
import { endpointAt } from "../endpoint-at.ts";
import { eventTypeNames } from "../form-context.ts";

export const generateMetadata = refusableTitle(async ({ params }: ItemPageProps) =>
  endpointName(await endpointAt(await pageCaller(params), (await params).id)),
);

export default refusable(async function EndpointDetailPage({ params, searchParams }: ItemPageProps) {
  const caller = await pageCaller(params);
  const { id } = await params;
  const [queries, rules, eventTypes] = await Promise.all([
    firstData(caller, id, await searchParams),
    appRules(caller),
    eventTypeNames(caller),
  ]);
  return (
    <Page queries={queries}>
      <EndpointPage id={id} rules={rules} eventTypes={eventTypes} actions={ACTIONS} snippets={snippetTabs()} />
    </Page>
  );
}, NotFoundHere);

const ACTIONS = {
  update: updateEndpointAction,
  remove: deleteEndpointAction,
  rotate: rotateSecretAction,
  test: testEndpointAction,
  verify: verifyEndpointAction,
  changes: listChangesAction,
};

/** The endpoint first: where there is none, nothing else is asked for. */
async function firstData(caller: PageCaller, id: string, search: SearchParams) {
  const { place } = caller;
  const endpoint = await endpointAt(caller, id);
  const span = loadChartSpan(search);
  const bounds = boundsOf(span, Date.now());
  return Promise.all([
    { queryKey: endpointQuery(place, id).queryKey, data: endpoint },
    prefetch(endpointHealthQuery(place, id, span), getEndpointHealth(caller, { id, ...bounds })),
    prefetch(changesQuery(place, span, { id }), listChanges(caller, { endpointId: id, ...bounds })),
    prefetch(recentDeliveriesQuery(place, id), listEndpointDeliveries(caller, { id, limit: RECENT_ROWS })),
    prefetch(endpointHistoryQuery(place, id), listAuditLog(caller, { target: id, limit: HISTORY_ROWS })),
  ]);
}
