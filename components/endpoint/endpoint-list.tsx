"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatNumber, formatPercent } from "#components/format/number.ts";
import { List, useList } from "#components/list/list.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState, STATES } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import type { Tone } from "#components/state/tone.ts";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { type Column, column, DataTable, idOf, RowLink } from "#components/ui/table.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { SparkPoint } from "#domain/health/schema.ts";
import { endpointName } from "./endpoint-name.ts";
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
      <DataTable
        label="Endpoints"
        isFixed
        isBusy={list.isBusy}
        rows={list.rows}
        columns={columnsWith(points)}
        keyOf={idOf}
      />
    </List>
  );
}

/** Narrow screens keep who, how it is, and how much succeeds. */
function columnsWith(points: ReadonlyMap<string, readonly SparkPoint[]>): readonly Column<Endpoint>[] {
  const stateOf = ({ status, health }: Endpoint) => endpointState(status, health.state);
  return [
    column("Endpoint", {}, (row) => <Name endpoint={row} />),
    column("State", { size: "w-30" }, (row) => <StatePill state={stateOf(row)} />),
    column("Events", { size: "w-44 max-lg:hidden" }, (row) => <EventPatterns patterns={row.eventTypes} />),
    column("24 h", { size: "w-26 max-lg:hidden" }, (row) => (
      <Traffic points={points.get(row.id)} tone={STATES[stateOf(row)].tone} />
    )),
    column("Success", { isNumeric: true, size: "w-20" }, ({ health }) => formatPercent(health.successRate24h)),
    column("p95", { isNumeric: true, size: "w-20 max-md:hidden" }, ({ health }) => (
      <Duration ms={health.p95ResponseTime} />
    )),
    column("Last attempt", { isNumeric: true, size: "w-28 max-md:hidden", look: "text-ink-muted" }, (row) => (
      <Time at={row.lastStatus?.timestamp} empty="never" />
    )),
  ];
}

function Name({ endpoint: { id, name, url } }: { endpoint: Endpoint }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <RowLink href={placeHref(usePlace(), "endpoints", id)} prefetch={false} className="shrink-0 max-w-full">
        {endpointName({ name, url })}
      </RowLink>
      {name === "" ? null : (
        <span className="min-w-0 truncate font-mono text-ink-faint text-xs max-sm:hidden">
          {endpointName({ name: "", url })}
        </span>
      )}
    </span>
  );
}

function Traffic({ points, tone }: { points: readonly SparkPoint[] | undefined; tone: Tone }) {
  if (points === undefined) return null;
  const values = points.map(({ succeeded, failed }) => succeeded + failed);
  const total = values.reduce((sum, value) => sum + value, 0);
  return <Sparkline values={values} tone={tone} label={`${formatNumber(total)} attempts in the last 24 hours`} />;
}

function EventPatterns({ patterns }: { patterns: readonly string[] | null }) {
  if (patterns === null) return <span className="text-ink-muted">All events</span>;
  const [first, ...more] = patterns;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={patterns.join(", ")}>
      <Badge isMono>{first}</Badge>
      {more.length === 0 ? null : <span className="shrink-0 text-ink-muted text-xs tabular-nums">+{more.length}</span>}
    </span>
  );
}
