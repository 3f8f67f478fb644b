import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { TrafficCharts } from "#components/chart/traffic-charts.tsx";
import { usePlace } from "#components/place/place-context.tsx";
import { useTimeZone } from "#components/time/time.tsx";
import { rangeWords } from "#components/time/words.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { chartMarks } from "./chart-marks.ts";
import { type ChartSpan, chartSpanParsers, SPANS } from "./chart-span.ts";
import { type ChangesAction, changesQuery, endpointHealthQuery } from "./queries.ts";

/** Outcomes and response times over a span that lives in the address; dragging across a chart zooms into it. */
export function EndpointCharts({ id, loadChanges }: { id: string; loadChanges: ChangesAction }) {
  const place = usePlace();
  const [span, setSpan] = useQueryStates(chartSpanParsers, { history: "push", clearOnDefault: true });
  const { data, error } = useQuery(endpointHealthQuery(place, id, span));
  const { data: changes } = useQuery(changesQuery(place, span, { id, load: loadChanges }));
  return (
    <Card
      title="Traffic"
      actions={<SpanChoice span={span} onChange={(change) => void setSpan(change)} />}
      description={error === null ? undefined : `Not up to date: ${error.message}`}
    >
      {data === undefined ? (
        <Skeleton className="h-50 w-full" />
      ) : (
        <div className="grid gap-6 xl:grid-cols-2">
          <TrafficCharts
            points={data.series}
            stepSeconds={data.stepSeconds}
            marks={chartMarks(changes?.data ?? [], { isNamed: false })}
            onRange={(range) => void setSpan(range)}
          />
        </div>
      )}
    </Card>
  );
}

function SpanChoice({ span, onChange }: { span: ChartSpan; onChange: (change: Partial<ChartSpan>) => void }) {
  const zone = useTimeZone();
  const chosen = rangeWords(span, zone);
  const zoomOut = () => onChange({ after: null, before: null });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {chosen === null ? null : (
        <Button size="sm" variant="ghost" onClick={zoomOut}>
          {chosen}: zoom out
        </Button>
      )}
      <Segmented
        label="Time range"
        options={SPAN_OPTIONS}
        value={chosen === null ? span.span : "chosen"}
        onValueChange={(value) =>
          onChange({ span: SPANS.find((one) => one === value) ?? "24h", after: null, before: null })
        }
        className="h-7"
      />
    </div>
  );
}

const SPAN_OPTIONS: readonly { value: string; label: string }[] = SPANS.map((value) => ({
  value,
  label: value.replace(/(\d+)/, "$1 "),
}));
