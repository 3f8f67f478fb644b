"use client";

import { deliveryLog } from "#components/delivery/list.ts";
import { boundsOf, type ChartSpan } from "#components/endpoint/chart-span.ts";
import { formatNumber } from "#components/format/number.ts";
import { formatPercent } from "#components/format/percent.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import type { Tone } from "#components/state/tone.ts";
import { useNow } from "#components/time/clock.tsx";
import { formatRelativeTime } from "#components/time/words.ts";
import { Duration } from "#components/ui/duration.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { StatCard, StatRow } from "#components/ui/stat-card.tsx";
import type { AppHealthReport } from "#domain/health/schema.ts";
import { FAILING_SHOWN_MAX } from "#domain/health/words.ts";
import { backlogAttention, backlogWords } from "./attention.ts";

/** The five figures that say how an app does. Those of now do not depend on the span. */
export function Figures({ report, span }: { report: AppHealthReport; span: ChartSpan }) {
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
        {...(health.successRate === null ? {} : { tone: rateTone(health.successRate) })}
      />
      <StatCard label="p95 response time" value={<Duration ms={health.p95ResponseTime} />} detail="of all attempts" />
      <StatCard
        label="Backlog"
        value={backlogWords(health.backlog)}
        detail={backlogDetail(health, now)}
        {...(isLate ? { tone: "warn" } : {})}
        href={deliveryLog.href(deliveries, { status: ["pending", "retrying"] })}
      />
      <StatCard
        label="Failing endpoints"
        value={failing >= FAILING_SHOWN_MAX ? `${FAILING_SHOWN_MAX}+` : failing}
        detail="or suspended, now"
        {...(failing > 0 ? { tone: "bad" } : {})}
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
