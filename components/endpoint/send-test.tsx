import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type AppRules, holdFacts, scheduleAt } from "#components/delivery/app-rules.ts";
import { PhraseText } from "#components/delivery/phrase.tsx";
import { verdictOf } from "#components/delivery/verdict.ts";
import { readDocument } from "#components/event-type/document.ts";
import { eventTypeQuery } from "#components/event-type/queries.ts";
import { useField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { useFormOf } from "#components/form/use-operation-form.ts";
import { formatBytes } from "#components/format/number.ts";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Select } from "#components/popup/popup.tsx";
import { StatePill } from "#components/state/state-pill.tsx";
import { useNow } from "#components/time/time.tsx";
import { BodyViewer } from "#components/ui/body-viewer.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { ErrorNotice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { Test, TestMessage } from "./use-test.ts";

/** What became of the test, as it happens: the verdict, the code and time, and what the receiver answered. */
export function SendTest(props: { test: Test; eventTypes: readonly string[]; endpoint: Endpoint; rules: AppRules }) {
  const { test, eventTypes, endpoint, rules } = props;
  return (
    <Card title="Test">
      <div className="grid gap-4">
        <div aria-live="polite">
          {test.refusal !== null ? (
            <ErrorNotice title="No test was sent" error={test.refusal} />
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

function TestResult({ delivery, endpoint, rules }: { delivery: DeliveryDetail; endpoint: Endpoint; rules: AppRules }) {
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

/** Another test: of a type of the catalogue, with its example or with what is written in its place. */
function TestEditor({ test, eventTypes }: { test: Test; eventTypes: readonly string[] }) {
  const [isEditing, setIsEditing] = useState(false);
  const form = useFormOf(test, {
    values: AS_IT_IS,
    check: ({ text }) => ({ text: isEditing ? readDocument(text ?? "").fault : null }),
    toInput: ({ type, text }): TestMessage => {
      const payload = readDocument((isEditing ? text : null) ?? "").value;
      return { ...(type === PLAIN ? {} : { eventType: type }), ...(payload === null ? {} : { payload }) };
    },
    isScratch: true,
  });
  const type = form.methods.watch("type");
  return (
    <Form form={form} className="grid gap-3 border-line border-t pt-4">
      {isEditing ? <PayloadField type={type} /> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          label="Event type of the test"
          size="sm"
          options={[PLAIN, ...eventTypes].map((value) => ({ value, label: value }))}
          value={type}
          onValueChange={(next) => form.methods.reset({ type: next, text: null })}
        />
        <Button size="sm" variant="ghost" aria-expanded={isEditing} onClick={() => setIsEditing(!isEditing)}>
          {isEditing ? "Use the example" : "Edit payload"}
        </Button>
        <Button size="sm" type="submit" disabled={test.isPending}>
          Send again
        </Button>
      </div>
    </Form>
  );
}

const PLAIN = "endpoint.test";

/** `text` is null until somebody writes one in place of the example. */
const AS_IT_IS: { type: string; text: string | null } = { type: PLAIN, text: null };

function PayloadField({ type }: { type: string }) {
  const { value, onChange, error } = useField<string | null>("text");
  const { data } = useQuery({ ...eventTypeQuery(usePlace(), type), enabled: type !== PLAIN });
  return (
    <Field label="Payload" error={error} hint={`The message that is sent, a JSON object. Its "type" is ${type}.`}>
      <Textarea
        isMono
        rows={8}
        spellCheck={false}
        value={value ?? JSON.stringify(data?.example ?? { type, data: {} }, null, 2)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}
