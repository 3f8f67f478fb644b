"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Clock, X } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { TrafficCharts } from "#components/chart/traffic-charts.tsx";
import { deliveryLog } from "#components/delivery/list.ts";
import { PhraseText } from "#components/delivery/phrase.tsx";
import { chartMarks } from "#components/endpoint/chart-marks.ts";
import { boundsOf, type ChartSpan, chartSpanParsers, SPANS } from "#components/endpoint/chart-span.ts";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { type ChangesAction, changesQuery } from "#components/endpoint/queries.ts";
import { formatNumber, formatPercent } from "#components/format/number.ts";
import { ErrorState, StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { endpointState } from "#components/state/state.ts";
import { StateIcon } from "#components/state/state-pill.tsx";
import type { Tone } from "#components/state/tone.ts";
import { useNow, useTimeZone } from "#components/time/time.tsx";
import { formatRelativeTime, rangeWords } from "#components/time/words.ts";
import { Button, Spinner } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Duration } from "#components/ui/duration.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SegmentedLinks } from "#components/ui/segmented.tsx";
import { SkeletonStats } from "#components/ui/skeleton.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { StatCard, StatRow } from "#components/ui/stat-card.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AppHealthReport } from "#domain/health/schema.ts";
import { FAILING_SHOWN_MAX } from "#domain/health/words.ts";
import { type Attention, backlogAttention, backlogWords, endpointAttention } from "./attention.ts";
import { appHealthQuery } from "./queries.ts";

/** How an app does: figures, what needs somebody, and the charts, all over one span that stands in the address. */
export function Overview({ hint, loadChanges }: { hint: ReactNode; loadChanges: ChangesAction }) {
  const place = usePlace();
  const [span, setSpan] = useQueryStates(chartSpanParsers, { history: "push" });
  const { data: report, error, refetch, isPlaceholderData } = useQuery(appHealthQuery(place, span));
  const { data: changes } = useQuery(changesQuery(place, span, { load: loadChanges }));
  const again = <Button onClick={() => void refetch()}>Try again</Button>;
  return (
    <>
      <PageHeader
        title="Overview"
        badge={<StaleBadge error={report === undefined ? null : error} />}
        actions={
          <SpanBar
            span={span}
            isBusy={isPlaceholderData}
            href={placeHref(place, "overview")}
            onLeaveStretch={() => void setSpan({ after: null, before: null })}
          />
        }
      />
      {report === undefined ? (
        error === null ? (
          <SkeletonStats count={5} />
        ) : (
          <ErrorState title="The figures could not be loaded" sentence={error.message} action={again} />
        )
      ) : (
        <>
          <Figures report={report} span={span} />
          {report.health.deliveries + report.health.backlog === 0 ? hint : null}
          <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
            <div className="xl:order-last">
              <AttentionList report={report} />
            </div>
            <Card>
              <div className="grid gap-6">
                <TrafficCharts
                  points={report.series}
                  stepSeconds={report.stepSeconds}
                  marks={chartMarks(changes?.data ?? [], { isNamed: true })}
                  onRange={(range) => void setSpan(range)}
                  height={240}
                />
              </div>
            </Card>
          </div>
        </>
      )}
    </>
  );
}

/** The five figures that say how an app does. Those of now do not depend on the span. */
function Figures({ report, span }: { report: AppHealthReport; span: ChartSpan }) {
  const { health, series, failingEndpoints } = report;
  const place = usePlace();
  const now = useNow();
  const deliveries = placeHref(place, "deliveries");
  const failed = series.reduce((sum, point) => sum + point.failed, 0);
  const failing = failingEndpoints.length;
  const isLate = backlogAttention(health, now) !== null;
  return (
    <StatRow>
      <StatCard
        label="Deliveries"
        value={formatNumber(health.deliveries)}
        detail="ended in this range"
        trend={<Sparkline values={series.map(endedIn)} label="Deliveries over this range" />}
        href={deliveryLog.href(deliveries, boundsOf(span, now))}
      />
      <StatCard
        label="Success rate"
        value={formatPercent(health.successRate)}
        detail={`${formatNumber(failed)} failed ${failed === 1 ? "attempt" : "attempts"}`}
        tone={health.successRate === null ? undefined : rateTone(health.successRate)}
      />
      <StatCard label="p95 response time" value={<Duration ms={health.p95ResponseTime} />} detail="of all attempts" />
      <StatCard
        label="Backlog"
        value={backlogWords(health.backlog)}
        detail={backlogDetail(health, now)}
        tone={isLate ? "warn" : undefined}
        href={deliveryLog.href(deliveries, { status: ["pending", "retrying"] })}
      />
      <StatCard
        label="Failing endpoints"
        value={failing >= FAILING_SHOWN_MAX ? `${FAILING_SHOWN_MAX}+` : failing}
        detail="or suspended, now"
        tone={failing > 0 ? "bad" : undefined}
        href={`${placeHref(place, "endpoints")}?health=failing`}
      />
    </StatRow>
  );
}

function endedIn(point: AppHealthReport["series"][number]): number {
  return point.succeeded + point.deadLetter;
}

function rateTone(rate: number): Tone {
  if (rate >= 0.99) return "ok";
  return rate >= 0.9 ? "warn" : "bad";
}

function backlogDetail({ backlog, oldestDueAt }: AppHealthReport["health"], now: number): string {
  if (oldestDueAt !== null) return `oldest due ${formatRelativeTime(Date.parse(oldestDueAt), now)}`;
  return backlog === 0 ? "nothing waits" : "all in time";
}

const LABELS: Record<ChartSpan["span"], string> = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" };

/** Chooses what the figures and charts show. Links, so that it works without script; a dragged stretch can be left. */
function SpanBar(props: { span: ChartSpan; isBusy: boolean; href: string; onLeaveStretch: () => void }) {
  const { span, href } = props;
  const zone = useTimeZone();
  const stretch = span.before === null ? null : rangeWords(span, zone);
  const spanHref = (one: ChartSpan["span"]) => `${href}?span=${one}`;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {props.isBusy ? <Spinner /> : null}
      {stretch === null ? null : (
        <Button size="sm" variant="ghost" onClick={props.onLeaveStretch} aria-label={`Leave the stretch ${stretch}`}>
          <span className="tabular-nums">{stretch}</span>
          <X aria-hidden="true" />
        </Button>
      )}
      <SegmentedLinks
        label="Range"
        links={SPANS.map((one) => ({ href: spanHref(one), label: LABELS[one] }))}
        currentHref={stretch === null ? spanHref(span.span) : ""}
      />
    </div>
  );
}

const SHOWN_MAX = 6;

function AttentionList({ report }: { report: AppHealthReport }) {
  const place = usePlace();
  const now = useNow();
  const late = backlogAttention(report.health, now);
  const shown = report.failingEndpoints.slice(0, SHOWN_MAX);
  const more = report.failingEndpoints.length - shown.length;
  if (late === null && shown.length === 0) return <AllWell />;
  return (
    <Card title="Needs attention" isFlush>
      <ul>
        {late === null ? null : (
          <AttentionItem
            icon={<Clock aria-hidden="true" className="size-4 text-warn" strokeWidth={2.25} />}
            title="Backlog"
            href={`${placeHref(place, "deliveries")}?status=pending&status=retrying`}
            attention={late}
          />
        )}
        {shown.map((endpoint) => (
          <AttentionItem
            key={endpoint.id}
            icon={<StateIcon state={endpointState(endpoint.status, endpoint.state)} />}
            title={endpointName(endpoint)}
            href={placeHref(place, "endpoints", endpoint.id)}
            attention={endpointAttention(endpoint)}
          />
        ))}
      </ul>
      {more > 0 ? (
        <p className="border-line border-t px-4 py-2.5 text-sm">
          <TextLink href={`${placeHref(place, "endpoints")}?health=failing`}>
            {more} more {more === 1 ? "endpoint" : "endpoints"}
          </TextLink>
        </p>
      ) : null}
    </Card>
  );
}

function AttentionItem(props: { icon: ReactNode; title: string; href: string; attention: Attention }) {
  const { happened, next, advice } = props.attention;
  return (
    <li className="relative flex gap-3 border-line px-4 py-3 transition-colors not-first:border-t hover:bg-hover">
      <span className="mt-0.5">{props.icon}</span>
      <div className="grid min-w-0 flex-1 gap-0.5 text-sm">
        <Link
          href={props.href}
          className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {props.title}
        </Link>
        <p className="text-ink-muted wrap-anywhere">
          <PhraseText phrase={happened} /> <PhraseText phrase={next} />
        </p>
        {advice === null ? null : <p className="text-ink-faint">{advice}</p>}
      </div>
    </li>
  );
}

function AllWell() {
  return (
    <Card title="Needs attention">
      <p className="flex items-center gap-2.5 text-ink-muted text-sm">
        <CircleCheck aria-hidden="true" className="size-4 text-ok" />
        Nothing. No endpoint is failing or suspended, and nothing is late.
      </p>
    </Card>
  );
}
