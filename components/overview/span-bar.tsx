"use client";

import { X } from "lucide-react";
import { type ChartSpan, SPANS } from "#components/endpoint/chart-span.ts";
import { useTimeZone } from "#components/time/clock.tsx";
import { rangeWords } from "#components/time/words.ts";
import { Button, Spinner } from "#components/ui/button.tsx";
import { SegmentedLinks } from "#components/ui/segmented.tsx";

const LABELS: Record<ChartSpan["span"], string> = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" };

/** Chooses what the figures and charts show. Links, so that it works without script; a dragged stretch can be left. */
export function SpanBar(props: { span: ChartSpan; isBusy: boolean; href: string; onLeaveStretch: () => void }) {
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
