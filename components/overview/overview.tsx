"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { TrafficCharts } from "#components/chart/traffic-charts.tsx";
import { chartMarks } from "#components/endpoint/chart-marks.ts";
import { chartSpanParsers } from "#components/endpoint/chart-span.ts";
import { type ChangesAction, changesQuery } from "#components/endpoint/queries.ts";
import { ErrorState, StaleBadge } from "#components/list/faces.tsx";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { SkeletonStats } from "#components/ui/skeleton.tsx";
import { AttentionList } from "./attention-list.tsx";
import { Figures } from "./figures.tsx";
import { appHealthQuery } from "./queries.ts";
import { SpanBar } from "./span-bar.tsx";

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
