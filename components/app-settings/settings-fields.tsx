import { waitSeconds } from "#components/endpoint/form/form-values.ts";
import { WaitList } from "#components/endpoint/form/wait-list.tsx";
import { RetryTimetable } from "#components/endpoint/retry-timetable.tsx";
import { Card } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { RETRY_ENTRIES_MAX } from "#domain/endpoint/schema.ts";
import { SwitchField } from "./switch-field.tsx";
import type { Issues, SettingsValues, SpanUnit } from "./values.ts";

export type SettingsFieldsProps = {
  values: SettingsValues;
  issues: Issues;
  /** The product's own schedule in seconds. */
  defaultSchedule: readonly number[];
  onChange: (change: Partial<SettingsValues>) => void;
};

/** All settings of an app, each with what it does. */
export function SettingsFields(props: SettingsFieldsProps) {
  return (
    <>
      <EventRules {...props} />
      <Suspension {...props} />
      <Retries {...props} />
    </>
  );
}

function EventRules({ values, issues, onChange }: SettingsFieldsProps) {
  return (
    <Card title="This app">
      <div className="grid gap-4">
        <Field label="Name" error={errorAt(issues, "name")}>
          <Input
            value={values.name}
            onValueChange={(name) => onChange({ name })}
            autoComplete="off"
            className="w-full sm:w-80"
          />
        </Field>
        <SwitchField
          label="Take known event types only"
          hint="An event whose type is not in the catalogue is refused with 422, and its sender told which type it was."
          isOn={values.requireKnownEventTypes}
          onChange={(requireKnownEventTypes) => onChange({ requireKnownEventTypes })}
        />
        <SwitchField
          label="Check events against their schema"
          hint="An event that does not match its type’s schema is refused with 422, with each place where it departs."
          isOn={values.validateEvents}
          onChange={(validateEvents) => onChange({ validateEvents })}
        />
        <SwitchField
          label="Deliver to verified endpoints only"
          hint="The deliveries of an endpoint that never answered a challenge wait until it does. Those that wait now are not lost."
          isOn={values.requireVerification}
          onChange={(requireVerification) => onChange({ requireVerification })}
        />
      </div>
    </Card>
  );
}

function Suspension({ values, issues, onChange }: SettingsFieldsProps) {
  const { minTime } = values;
  return (
    <Card
      title="When an endpoint is suspended"
      description="It fails this often in a row, and has failed for this long; a success starts both anew. Warnings go out before."
    >
      <div className="grid items-start gap-4 pt-2 sm:grid-cols-[14rem_1fr]">
        <Field label="Failed attempts in a row" error={errorAt(issues, "suspension.minFailures")}>
          <Input
            inputMode="numeric"
            value={values.minFailures}
            onValueChange={(minFailures) => onChange({ minFailures })}
            className="w-32"
          />
        </Field>
        <Field label="Time since the first of them" error={errorAt(issues, "suspension.minSeconds")}>
          <span className="flex gap-2">
            <Input
              inputMode="decimal"
              value={minTime.amount}
              onValueChange={(amount) => onChange({ minTime: { ...minTime, amount } })}
              className="w-24"
            />
            <NativeSelect
              label="Unit of the time"
              options={SPAN_UNITS}
              value={minTime.unit}
              onValueChange={(unit) => onChange({ minTime: { ...minTime, unit: toUnit(unit) } })}
              className="w-28"
            />
          </span>
        </Field>
      </div>
    </Card>
  );
}

function Retries({ values, issues, defaultSchedule, onChange }: SettingsFieldsProps) {
  const { isOwn, waits } = values.retrySchedule;
  return (
    <Card title="Retries" description="For every endpoint that has no schedule of its own.">
      <div className="grid gap-3 pt-2">
        <RadioGroup
          label="Retry schedule"
          value={isOwn ? "own" : "default"}
          onValueChange={(choice) => onChange({ retrySchedule: { isOwn: choice === "own", waits } })}
          options={SCHEDULES}
          className="sm:grid-cols-2"
        />
        <div className="grid items-start gap-x-6 gap-y-3 md:grid-cols-2">
          {isOwn ? (
            <WaitList
              waits={waits}
              errorAt={(at) => errorAt(issues, `retrySchedule.${at}`)}
              onChange={(changed) => onChange({ retrySchedule: { isOwn, waits: changed } })}
            />
          ) : null}
          <RetryTimetable schedule={isOwn ? waitSeconds(waits) : defaultSchedule} />
        </div>
      </div>
    </Card>
  );
}

const SCHEDULES = [
  { value: "default", label: "Posthouse’s schedule", hint: "Ten attempts over some three days." },
  { value: "own", label: "A schedule of this app", hint: `Up to ${RETRY_ENTRIES_MAX} retries.` },
];

const SPAN_UNITS = [
  { value: "min", label: "minutes" },
  { value: "h", label: "hours" },
  { value: "d", label: "days" },
] as const satisfies readonly { value: SpanUnit; label: string }[];

function toUnit(value: string): SpanUnit {
  return SPAN_UNITS.find((unit) => unit.value === value)?.value ?? "d";
}

function errorAt(issues: Issues, path: string): string | undefined {
  return issues.find((issue) => issue.path === path)?.message;
}
