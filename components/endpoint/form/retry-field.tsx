import { useController } from "react-hook-form";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { RetryTimetable } from "../retry-timetable.tsx";
import { errorAt } from "./error-at.ts";
import { type EndpointFormValues, waitSeconds } from "./form-values.ts";
import { RETRY_ENTRIES_MAX } from "./limits.ts";
import { WaitList } from "./wait-list.tsx";

/** The waits between attempts: the app's, or the endpoint's own, with the timetable they make. */
export function RetryField({ appSchedule }: { appSchedule: readonly number[] }) {
  const { field, formState } = useController<EndpointFormValues, "retrySchedule">({ name: "retrySchedule" });
  const { isOwn, waits } = field.value;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 text-h3">Retries</legend>
      <RadioGroup
        label="Retry schedule"
        value={isOwn ? "own" : "app"}
        onValueChange={(choice) => field.onChange({ isOwn: choice === "own", waits })}
        options={CHOICES}
        className="sm:grid-cols-2"
      />
      <div className="grid items-start gap-x-6 gap-y-3 md:grid-cols-2">
        {isOwn ? (
          <WaitList
            waits={waits}
            errorAt={(at) => errorAt(formState.errors, `retrySchedule.${at}`)}
            onChange={(changed) => field.onChange({ isOwn, waits: changed })}
          />
        ) : null}
        <RetryTimetable schedule={isOwn ? waitSeconds(waits) : appSchedule} />
      </div>
    </fieldset>
  );
}

const CHOICES = [
  { value: "app", label: "The app’s schedule", hint: "Follows it when it changes." },
  { value: "own", label: "A schedule of its own", hint: `Up to ${RETRY_ENTRIES_MAX} retries.` },
];
