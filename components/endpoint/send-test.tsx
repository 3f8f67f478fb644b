import { type AppRules, holdFacts, scheduleAt } from "#components/delivery/app-rules.ts";
import { PhraseText } from "#components/delivery/phrase.tsx";
import { verdictOf } from "#components/delivery/verdict.ts";
import { formatBytes } from "#components/format/bytes.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { useNow } from "#components/time/clock.tsx";
import { BodyViewer } from "#components/ui/body-viewer.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import { TestEditor } from "./test-editor.tsx";
import type { Test } from "./use-test.ts";

/** What became of the test, as it happens: the verdict, the code and time, and what the receiver answered. */
export function SendTest(props: { test: Test; eventTypes: readonly string[]; endpoint: Endpoint; rules: AppRules }) {
  const { test, eventTypes, endpoint, rules } = props;
  return (
    <Card title="Test">
      <div className="grid gap-4">
        <div aria-live="polite">
          {test.refusal !== null ? (
            <Notice tone="bad" title="No test was sent">
              {test.refusal.message}
            </Notice>
          ) : test.delivery === null ? (
            <p className="text-ink-muted">Sending…</p>
          ) : (
            <TestResult delivery={test.delivery} endpoint={endpoint} rules={rules} />
          )}
        </div>
        <TestEditor test={test} eventTypes={eventTypes} />
      </div>
    </Card>
  );
}

function TestResult(props: { delivery: DeliveryDetail; endpoint: Endpoint; rules: AppRules }) {
  const { delivery, endpoint, rules } = props;
  const place = usePlace();
  const now = useNow();
  const verdict = verdictOf({
    delivery,
    attempts: delivery.attempts,
    endpoint: holdFacts(endpoint, rules),
    schedule: scheduleAt(endpoint, rules),
    now,
  });
  const response = delivery.attempts.at(-1)?.response ?? null;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatePill state={delivery.status} size="lg" />
        <p className="min-w-0 flex-1 basis-72 max-sm:order-last">
          <PhraseText phrase={[...verdict.happened, " ", ...verdict.next]} />
          {verdict.advice === null ? null : <span className="text-ink-muted"> {verdict.advice}</span>}
        </p>
        <TextLink href={placeHref(place, "deliveries", delivery.id)} className="text-sm">
          Open the delivery
        </TextLink>
      </div>
      {response === null ? null : (
        <BodyViewer
          label={`Answer ${response.code}`}
          text={response.body}
          note={[
            response.headers["content-type"],
            formatBytes(response.bodyBytes),
            response.truncated ? "cut at 64 KiB" : "",
          ]
            .filter(Boolean)
            .join(", ")}
        />
      )}
    </div>
  );
}
