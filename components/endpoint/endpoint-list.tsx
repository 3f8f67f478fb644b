"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatNumber } from "#components/format/number.ts";
import { formatPercent } from "#components/format/percent.ts";
import { List } from "#components/list/list.tsx";
import { useList } from "#components/list/use-list.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState, STATES } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import type { Tone } from "#components/state/tone.ts";
import { Time } from "#components/time/time.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { SparkPoint } from "#domain/health/schema.ts";
import { endpointName } from "./endpoint-name.ts";
import { EventPatterns } from "./event-patterns.tsx";
import { endpointList } from "./list.ts";
import { type SparklinesAction, sparklinesQuery } from "./queries.ts";

/** The app's endpoints, newest first. `empty` stands here while it has none. */
export function EndpointList({ loadSparklines, empty }: { loadSparklines: SparklinesAction; empty: ReactNode }) {
  const list = useList(endpointList);
  const ids = list.rows.map(({ id }) => id);
  const { data: sparklines } = useQuery(sparklinesQuery(usePlace(), ids, loadSparklines));
  const points = new Map(sparklines?.data.map((line) => [line.id, line.points]));
  return (
    <List list={list} noMatch="No endpoint fits these filters. Take one away to see more." empty={empty}>
      <Table label="Endpoints" isFixed isBusy={list.isBusy}>
        <EndpointTableHead />
        <TableBody>
          {list.rows.map((row) => (
            <EndpointRow key={row.id} endpoint={row} points={points.get(row.id)} />
          ))}
        </TableBody>
      </Table>
    </List>
  );
}

/** Narrow screens keep who, how it is, and how much succeeds. */
function EndpointTableHead() {
  return (
    <TableHead>
      <Th>Endpoint</Th>
      <Th className="w-30">State</Th>
      <Th className="w-44 max-lg:hidden">Events</Th>
      <Th className="w-26 max-lg:hidden">24 h</Th>
      <Th isNumeric className="w-20">
        Success
      </Th>
      <Th isNumeric className="w-20 max-md:hidden">
        p95
      </Th>
      <Th isNumeric className="w-28 max-md:hidden">
        Last attempt
      </Th>
    </TableHead>
  );
}

function EndpointRow({ endpoint, points }: { endpoint: Endpoint; points: readonly SparkPoint[] | undefined }) {
  const place = usePlace();
  const { health } = endpoint;
  const name = endpointName(endpoint);
  const state = endpointState(endpoint.status, health.state);
  return (
    <Tr>
      <Td>
        <span className="flex min-w-0 items-baseline gap-2">
          <RowLink href={placeHref(place, "endpoints", endpoint.id)} prefetch={false} className="shrink-0 max-w-full">
            {name}
          </RowLink>
          {endpoint.name === "" ? null : (
            <span className="min-w-0 truncate font-mono text-ink-faint text-xs max-sm:hidden">
              {endpointName({ name: "", url: endpoint.url })}
            </span>
          )}
        </span>
      </Td>
      <Td>
        <StatePill state={state} />
      </Td>
      <Td className="max-lg:hidden">
        <EventPatterns patterns={endpoint.eventTypes} />
      </Td>
      <Td className="max-lg:hidden">
        {points === undefined ? null : <Traffic points={points} tone={STATES[state].tone} />}
      </Td>
      <Td isNumeric>{formatPercent(health.successRate24h)}</Td>
      <Td isNumeric className="max-md:hidden">
        <Duration ms={health.p95ResponseTime} />
      </Td>
      <Td isNumeric className="text-ink-muted max-md:hidden">
        <Time at={endpoint.lastStatus?.timestamp} empty="never" />
      </Td>
    </Tr>
  );
}

function Traffic({ points, tone }: { points: readonly SparkPoint[]; tone: Tone }) {
  const values = points.map(({ succeeded, failed }) => succeeded + failed);
  const total = values.reduce((sum, value) => sum + value, 0);
  return <Sparkline values={values} tone={tone} label={`${formatNumber(total)} attempts in the last 24 hours`} />;
}
