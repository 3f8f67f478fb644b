import { createLoader, createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { isMoment } from "#domain/rule/field.ts";

export const SPANS = ["1h", "24h", "7d", "30d"] as const;

/** What the charts show, as it stands in the address: the last hours or days, or a stretch chosen by dragging. */
export const chartSpanParsers = {
  span: parseAsStringLiteral(SPANS).withDefault("24h"),
  after: parseAsAccepted(isMoment),
  before: parseAsAccepted(isMoment),
};

export type ChartSpan = inferParserType<typeof chartSpanParsers>;

/** Reads the span from a page's search parameters; a stretch that ends before it starts is dropped. */
export function loadChartSpan(search: Record<string, string | string[] | undefined>): ChartSpan {
  const span = load(search);
  const isBackwards = span.after !== null && span.before !== null && Date.parse(span.after) >= Date.parse(span.before);
  return isBackwards ? { ...span, after: null, before: null } : span;
}

/** The span as the API takes it. Without a chosen stretch it ends now; `now` in ms since 1970. */
export function boundsOf({ span, after, before }: ChartSpan, now: number): { after: string; before?: string } {
  if (after !== null && before !== null) return { after, before };
  return { after: new Date(now - SPAN_MS[span]).toISOString() };
}

const HOUR_MS = 3_600_000;
const SPAN_MS = { "1h": HOUR_MS, "24h": 24 * HOUR_MS, "7d": 7 * 24 * HOUR_MS, "30d": 30 * 24 * HOUR_MS };

const load = createLoader(chartSpanParsers);

function parseAsAccepted(isAccepted: (text: string) => boolean) {
  return createParser({ parse: (text) => (isAccepted(text) ? text : null), serialize: (text) => text });
}
