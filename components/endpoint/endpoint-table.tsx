import { clsx } from "clsx";
import { formatNumber } from "#components/format/number.ts";
import { formatPercent } from "#components/format/percent.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState } from "#components/state/endpoint-state.ts";
import { STATES } from "#components/state/state.ts";
import { StatePill } from "#components/state/state-pill.tsx";
import { Time } from "#components/time/time.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { RowLink, Table, TableBody, TableHead, Td, Th, Tr } from "#components/ui/table.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { SparkPoint } from "#domain/health/schema.ts";
import { endpointName } from "./endpoint-name.ts";
import { EventPatterns } from "./event-patterns.tsx";
import type { Sparklines } from "./queries.ts";

/** Endpoints, newest first, 36 px each. Narrow screens keep who, how it is, and how much succeeds. */
export function EndpointTable(props: {
  rows: readonly Endpoint[];
  sparklines: Sparklines | undefined;
  isDimmed: boolean;
}) {
  const points = new Map(props.sparklines?.data.map((line) => [line.id, line.points]));
  return (
    <Table label="Endpoints" isFixed className={clsx("transition-opacity", props.isDimmed && "opacity-60")}>
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
      <TableBody>
        {props.rows.map((row) => (
          <EndpointRow key={row.id} endpoint={row} points={points.get(row.id)} />
        ))}
      </TableBody>
    </Table>
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

function Traffic({
  points,
  tone,
}: {
  points: readonly SparkPoint[];
  tone: (typeof STATES)[keyof typeof STATES]["tone"];
}) {
  const values = points.map(({ succeeded, failed }) => succeeded + failed);
  const total = values.reduce((sum, value) => sum + value, 0);
  return <Sparkline values={values} tone={tone} label={`${formatNumber(total)} attempts in the last 24 hours`} />;
}
