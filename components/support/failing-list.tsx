"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { StaleBadge } from "#components/list/faces.tsx";
import { endpointState } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Card } from "#components/ui/card.tsx";
import { Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { FailingAnywhere, FailingReport } from "#domain/support/schema.ts";
import type { EnterAction, FailingAction } from "./actions.ts";
import { OpenTenant } from "./open-tenant.tsx";
import { failingQuery } from "./queries.ts";

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
        <FailingTable rows={data.data} enter={props.enter} />
      )}
    </Card>
  );
}

/** Whose endpoint, since when it fails, why, and when Posthouse stops sending to it. */
function FailingTable({ rows, enter }: { rows: readonly FailingAnywhere[]; enter: EnterAction }) {
  return (
    <Table label="Failing endpoints" isFramed={false}>
      <TableHead>
        <Th>Endpoint</Th>
        <Th className="max-md:hidden">Tenant</Th>
        <Th>State</Th>
        <Th className="max-lg:hidden">Reason</Th>
        <Th isNumeric className="max-sm:hidden">
          Fails since
        </Th>
        <Th isNumeric className="max-sm:hidden">
          Suspended
        </Th>
        <Th isLabelHidden>Open</Th>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <FailingRow key={row.id} row={row} enter={enter} />
        ))}
      </TableBody>
    </Table>
  );
}

function FailingRow({ row, enter }: { row: FailingAnywhere; enter: EnterAction }) {
  return (
    <Tr>
      <Td>
        <span title={row.url} className="block max-w-28 truncate font-medium sm:max-w-40 md:max-w-56">
          {endpointName(row)}
        </span>
        <span className="block max-w-28 truncate text-ink-muted text-xs sm:max-w-40 md:hidden">{row.tenant.name}</span>
      </Td>
      <Td className="max-md:hidden">
        <span className="block max-w-48 truncate">
          {row.tenant.name} <span className="text-ink-faint">{row.app.name}</span>
        </span>
      </Td>
      <Td>
        <StatePill state={endpointState(row.status, row.state)} />
      </Td>
      <Td className="text-ink-muted max-lg:hidden">
        <span title={reasonOf(row)} className="block max-w-80 truncate">
          {reasonOf(row)}
        </span>
      </Td>
      <Td isNumeric className="text-ink-muted max-sm:hidden">
        <Time at={row.failingSince} />
      </Td>
      <Td isNumeric className="text-ink-muted max-sm:hidden">
        {row.status === "suspended" ? "now" : <Time at={row.suspendsAt} empty="not planned" />}
      </Td>
      <Td isNumeric>
        <OpenTenant
          tenant={row.tenant}
          app={row.app.slug}
          access={row.access}
          page={["endpoints", row.id]}
          enter={enter}
        />
      </Td>
    </Tr>
  );
}

function reasonOf({ consecutiveFailures, lastStatus }: FailingAnywhere): string {
  const last = lastStatus?.message ?? "";
  if (consecutiveFailures <= 1) return last || "Unknown";
  return `${last} ${consecutiveFailures} failures in a row.`.trim();
}
