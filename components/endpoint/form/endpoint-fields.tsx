import { ChevronRight } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useFormState, useWatch } from "react-hook-form";
import type { z } from "zod";
import { NumberField, TextField, useField, useShown } from "#components/form/field.tsx";
import { RecordField } from "#components/form/record-field.tsx";
import { toRows } from "#components/form/record-rows.ts";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { createEndpointInput } from "#domain/endpoint/schema.ts";
import { ENDPOINT_SETTINGS } from "#domain/endpoint/words.ts";
import type { FieldWords } from "#domain/rule/field.ts";
import { ScheduleField } from "../schedule-field.tsx";
import { spanWords } from "../span-words.ts";

export type EndpointInput = z.input<typeof createEndpointInput>;

export type EndpointFieldsProps = {
  /** Names of the app's catalogue, to choose from. */
  eventTypes: readonly string[];
  /** The app's retry schedule in seconds. */
  appSchedule: readonly number[];
  isNew: boolean;
  /** Names of the headers whose values are kept already. */
  storedHeaders: readonly string[];
};

/** All fields of an endpoint, for creating and for changing one. */
export function EndpointFields({ eventTypes, appSchedule, isNew, storedHeaders }: EndpointFieldsProps) {
  return (
    <>
      <Card title="Where to">
        <div className="grid gap-4">
          <TextField<EndpointInput>
            name="url"
            label={SETTINGS.url.label}
            hint={
              isNew
                ? "Every event is sent here as an HTTPS POST."
                : "A new address keeps the secret and has to be verified again."
            }
            type="text"
            inputMode="url"
            isMono
            autoFocus={isNew}
            placeholder="https://example.com/webhooks"
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField<EndpointInput> name="name" label={SETTINGS.name.label} isOptional placeholder="Warehouse" />
            <TextField<EndpointInput> name="description" label={SETTINGS.description.label} isOptional />
          </div>
        </div>
      </Card>
      <Card title="Which events">
        <EventsField eventTypes={eventTypes} />
      </Card>
      <Advanced summary={<Summary storedHeaders={storedHeaders} />}>
        <RecordField<EndpointInput>
          name="requestConfig.headers"
          legend={SETTINGS.headerNames.label}
          noun="header"
          keyLabel={(number) => `Name of header ${number}`}
          valueLabel={(number) => `Value of header ${number}`}
          keyExample="x-team"
          valueExample="Value"
          hint={SETTINGS.headerNames.hint}
          rowsMax={SETTINGS.headerNames.entriesMax}
          isMono
          stored={storedHeaders}
        />
        <Limits />
        <fieldset className="grid gap-3">
          <legend className="mb-1.5 text-h3">Retries</legend>
          <ScheduleField<EndpointInput>
            name="retrySchedule"
            fallback={appSchedule}
            choices={{
              fallback: { label: "The app’s schedule", hint: "Follows it when it changes." },
              own: { label: "A schedule of its own" },
            }}
          />
        </fieldset>
        <TextField<EndpointInput>
          name="version"
          {...labelled(SETTINGS.version)}
          isOptional
          isNullable
          placeholder="2026-01"
          className="max-w-88"
        />
        <RecordField<EndpointInput>
          name="metadata"
          legend={SETTINGS.metadata.label}
          noun="pair"
          keyLabel={(number) => `Key ${number}`}
          valueLabel={(number) => `Value of key ${number}`}
          keyExample="owner"
          valueExample="billing team"
          hint={SETTINGS.metadata.hint}
          rowsMax={SETTINGS.metadata.entriesMax}
        />
      </Advanced>
    </>
  );
}

const SETTINGS = ENDPOINT_SETTINGS;

function labelled({ label, hint }: FieldWords) {
  return { label, hint };
}

function EventsField({ eventTypes }: { eventTypes: readonly string[] }) {
  const field = useField<string[] | null>("eventTypes");
  const [{ isAll, patterns }, show] = useShown(field, {
    toShown: (value) => ({ isAll: value === null, patterns: value ?? [] }),
    toValue: (shown) => (shown.isAll ? null : shown.patterns),
  });
  return (
    <div className="grid gap-3">
      <RadioGroup
        label="Events"
        value={isAll ? "all" : "some"}
        onValueChange={(choice) => show({ isAll: choice === "all", patterns })}
        options={EVENT_CHOICES}
        className="sm:grid-cols-2"
      />
      {isAll ? null : (
        <Field
          label={SETTINGS.eventTypes.label}
          error={field.error}
          hint={
            <>
              An exact name such as <code className="font-mono text-xs">order.paid</code>, or{" "}
              <code className="font-mono text-xs">order.*</code> for everything below order.
            </>
          }
        >
          <Suspense fallback={<Skeleton className="h-8 w-full" />}>
            <PatternPicker
              suggestions={eventTypes}
              patterns={patterns}
              onPatternsChange={(next) => show({ isAll, patterns: next })}
            />
          </Suspense>
        </Field>
      )}
    </div>
  );
}

const EVENT_CHOICES = [
  { value: "all", label: "All events", hint: "Also types that appear later." },
  { value: "some", label: "Only some", hint: "By name or by pattern." },
];

// Comes with the choice of some events; most endpoints get all.
const PatternPicker = lazy(() => import("./pattern-picker.tsx").then((module) => ({ default: module.PatternPicker })));

/** What most endpoints never need, folded away; opens by itself when something inside is refused. */
function Advanced({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const { errors } = useFormState();
  const [isOpen, setIsOpen] = useState(false);
  const isRefused = Object.keys(errors).some((name) => !PLAIN_FIELDS.has(name));
  return (
    <details
      open={isOpen || isRefused}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group min-w-0 rounded-lg border border-line bg-surface"
    >
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-2 gap-y-0.5 rounded-lg px-4 py-2 hover:bg-hover">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
        <span className="font-semibold">Headers, limits and retries</span>
        <span className="text-ink-muted text-sm">{summary}</span>
      </summary>
      <div className="grid gap-7 border-line border-t px-4 py-4">{children}</div>
    </details>
  );
}

/** What stands above, and what is no field. */
const PLAIN_FIELDS = new Set(["url", "name", "description", "eventTypes", "root"]);

function Limits() {
  return (
    <fieldset>
      <legend className="mb-1.5 text-h3">Limits</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField<EndpointInput>
          name="requestConfig.timeoutMs"
          {...labelled(SETTINGS.timeoutMs)}
          unit={1000}
          inputMode="decimal"
          trailing="s"
        />
        <NumberField<EndpointInput>
          name="rateLimitPerSecond"
          {...labelled(SETTINGS.rateLimitPerSecond)}
          isNullable
          placeholder="none"
          trailing="per second"
        />
        <NumberField<EndpointInput> name="maxInFlight" {...labelled(SETTINGS.maxInFlight)} />
      </div>
    </fieldset>
  );
}

const SUMMARY = ["requestConfig.headers", "requestConfig.timeoutMs", "retrySchedule"] as const;
function Summary({ storedHeaders }: { storedHeaders: readonly string[] }) {
  const [headers = {}, timeoutMs = Number.NaN, retrySchedule] = useWatch<EndpointInput, typeof SUMMARY>({
    name: SUMMARY,
  });
  const count = toRows(headers, storedHeaders).length;
  const timeout = spanWords(timeoutMs / 1000);
  const retries = retrySchedule === null ? "the app’s retry schedule" : "own retry schedule";
  return `${count === 0 ? "No" : count} custom ${count === 1 ? "header" : "headers"}, ${timeout} timeout, ${retries}`;
}
