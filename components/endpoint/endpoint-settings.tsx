import { type AppRules, scheduleAt } from "#components/delivery/app-rules.ts";
import { formatNumber } from "#components/format/number.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { KeyValue, KeyValueList } from "#components/ui/facts.tsx";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { spanWords } from "./span-words.ts";
import { timetable } from "./timetable.ts";

/** The endpoint's settings as they stand, and the way to change them. */
export function EndpointSettings({ endpoint, rules }: { endpoint: Endpoint; rules: AppRules }) {
  const place = usePlace();
  const headerNames = Object.keys(endpoint.requestConfig.headers);
  const edit = (
    <ButtonLink size="sm" href={placeHref(place, "endpoints", endpoint.id, "edit")}>
      Edit settings
    </ButtonLink>
  );
  return (
    <Card title="Settings" actions={endpoint.status === "inactive" ? undefined : edit}>
      <KeyValueList>
        <KeyValue label="Events">
          <Patterns patterns={endpoint.eventTypes} />
        </KeyValue>
        <KeyValue label="Headers">{headerNames.length === 0 ? <None /> : <Names names={headerNames} />}</KeyValue>
        <KeyValue label="Timeout">{spanWords(endpoint.requestConfig.timeoutMs / 1000)}</KeyValue>
        <KeyValue label="Rate limit">
          {endpoint.rateLimitPerSecond === null ? <None /> : `${formatNumber(endpoint.rateLimitPerSecond)} per second`}
        </KeyValue>
        <KeyValue label="Parallel attempts">{formatNumber(endpoint.maxInFlight)}</KeyValue>
        <KeyValue label="Retries">{retryWords(endpoint, rules)}</KeyValue>
        <KeyValue label="Version">{endpoint.version ?? <None />}</KeyValue>
        {Object.entries(endpoint.metadata).map(([key, value]) => (
          <KeyValue key={key} label={key}>
            {value}
          </KeyValue>
        ))}
        <KeyValue label="Created">
          <Time at={endpoint.createdAt} isFocusable />
        </KeyValue>
        <KeyValue label="Changed">
          <Time at={endpoint.updatedAt} isFocusable />
        </KeyValue>
      </KeyValueList>
    </Card>
  );
}

function Patterns({ patterns }: { patterns: readonly string[] | null }) {
  return patterns === null ? "All events" : <Names names={patterns} />;
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <Badge key={name} isMono>
          {name}
        </Badge>
      ))}
    </span>
  );
}

function None() {
  return <span className="text-ink-faint">none</span>;
}

function retryWords(endpoint: Endpoint, rules: AppRules): string {
  const rows = timetable(scheduleAt(endpoint, rules));
  const last = rows.at(-1);
  const whose = endpoint.retrySchedule === null ? ", the app’s schedule" : "";
  if (last === undefined || rows.length === 1) return `none: one attempt only${whose}`;
  return `${rows.length} attempts over ${spanWords(last.afterSeconds)}${whose}`;
}
