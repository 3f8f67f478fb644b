import { lazy, Suspense } from "react";
import { useController } from "react-hook-form";
import { Field } from "#components/ui/field.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { errorBelow } from "./error-at.ts";
import type { EndpointFormValues } from "./form-values.ts";

/** Which events the endpoint gets: all, or those that fit a list of types and patterns. */
export function EventsField({ eventTypes }: { eventTypes: readonly string[] }) {
  const { field, formState } = useController<EndpointFormValues, "eventTypes">({ name: "eventTypes" });
  const { isAll, patterns } = field.value;
  const error = errorBelow(formState.errors, "eventTypes");
  return (
    <div className="grid gap-3">
      <RadioGroup
        label="Events"
        value={isAll ? "all" : "some"}
        onValueChange={(choice) => field.onChange({ ...field.value, isAll: choice === "all" })}
        options={CHOICES}
        className="sm:grid-cols-2"
      />
      {isAll ? null : (
        <Field
          label="Event types"
          error={error}
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
              onPatternsChange={(next) => field.onChange({ isAll: false, patterns: next })}
              inputRef={field.ref}
            />
          </Suspense>
        </Field>
      )}
    </div>
  );
}

const CHOICES = [
  { value: "all", label: "All events", hint: "Also types that appear later." },
  { value: "some", label: "Only some", hint: "By name or by pattern." },
];

// Comes with the choice of some events; most endpoints get all.
const PatternPicker = lazy(() => import("./pattern-picker.tsx").then((module) => ({ default: module.PatternPicker })));
