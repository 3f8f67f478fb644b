"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { readAction } from "#components/query/call-action.ts";
import { endpointState } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { type Column, column, DataTable, idOf } from "#components/ui/table.tsx";
import type { FailingAnywhere, FailingReport } from "#domain/support/schema.ts";
import type { EnterAction, FailingAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";

/** Endpoints in trouble across all tenants, kept fresh; the longest trouble first. */
export function FailingList(props: { first: FailingReport; load: FailingAction; enter: EnterAction }) {
  const { data, error } = useQuery({ ...failingQuery(props.load), initialData: props.first });
  const count = `${data.data.length}${data.hasMore ? "+" : ""}`;
  return (
    <Card
      title="Failing endpoints"
      description={data.data.length === 0 ? undefined : `${count} across all tenants, the longest trouble first`}
      actions={<StaleBadge error={error} />}
      isFlush
    >
      {data.data.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 py-6 text-ink-muted text-sm">
          <CircleCheck aria-hidden="true" className="size-4 text-ok" />
          No endpoint of any tenant is failing or suspended.
        </p>
      ) : (
        <DataTable
          label="Failing endpoints"
          isFramed={false}
          rows={data.data}
          columns={columnsWith(props.enter)}
          keyOf={idOf}
        />
      )}
    </Card>
  );
}

function columnsWith(enter: EnterAction): readonly Column<FailingAnywhere>[] {
  return [
    column("Endpoint", {}, ({ name, url, tenant }) => (
      <>
        <span title={url} className="block max-w-28 truncate font-medium sm:max-w-40 md:max-w-56">
          {endpointName({ name, url })}
        </span>
        <span className="block max-w-28 truncate text-ink-muted text-xs sm:max-w-40 md:hidden">{tenant.name}</span>
      </>
    )),
    column("Tenant", { size: "max-md:hidden" }, ({ tenant, app }) => (
      <span className="block max-w-48 truncate">
        {tenant.name} <span className="text-ink-faint">{app.name}</span>
      </span>
    )),
    column("State", {}, ({ status, state }) => <StatePill state={endpointState(status, state)} />),
    column("Reason", { size: "max-lg:hidden", look: "text-ink-muted" }, (row) => (
      <span title={reasonOf(row)} className="block max-w-80 truncate">
        {reasonOf(row)}
      </span>
    )),
    column("Fails since", { isNumeric: true, size: "max-sm:hidden", look: "text-ink-muted" }, ({ failingSince }) => (
      <Time at={failingSince} />
    )),
    column("Suspended", { isNumeric: true, size: "max-sm:hidden", look: "text-ink-muted" }, (row) =>
      row.status === "suspended" ? "now" : <Time at={row.suspendsAt} empty="not planned" />,
    ),
    column("Open", { isLabelHidden: true, isNumeric: true }, ({ id, tenant, app, access }) => (
      <OpenTenant tenant={tenant} app={app.slug} access={access} page={["endpoints", id]} enter={enter} />
    )),
  ];
}

function reasonOf({ consecutiveFailures, lastStatus }: FailingAnywhere): string {
  const last = lastStatus?.message ?? "";
  if (consecutiveFailures <= 1) return last || "Unknown";
  return `${last} ${consecutiveFailures} failures in a row.`.trim();
}

/** Endpoints in trouble everywhere. They come by a server action: the API knows no place without a tenant. */
function failingQuery(load: FailingAction) {
  return queryOptions({
    queryKey: ["support", "failing"],
    queryFn: (): Promise<FailingReport> => readAction(load({})),
    refetchInterval: 15_000,
  });
}
