import { Plus } from "lucide-react";
import { useController } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX } from "#domain/endpoint/schema.ts";
import { RetryTimetable } from "../retry-timetable.tsx";
import { errorAt } from "./error-at.ts";
import { type EndpointFormValues, toWaitRow, waitSeconds } from "./form-values.ts";
import { WaitLine } from "./wait-line.tsx";

/** The waits between attempts: the app's, or the endpoint's own, with the timetable they make. */
export function RetryField({ appSchedule }: { appSchedule: readonly number[] }) {
  const { field, formState } = useController<EndpointFormValues, "retrySchedule">({ name: "retrySchedule" });
  const { isOwn, waits } = field.value;
  const setWaits = (next: typeof waits) => field.onChange({ isOwn, waits: next });
  const lastSeconds = waitSeconds(waits.slice(-1))[0] ?? FIRST_WAIT_SECONDS;
  const next = toWaitRow(
    Number.isFinite(lastSeconds) ? Math.min(lastSeconds * 2, RETRY_SECONDS_MAX) : FIRST_WAIT_SECONDS,
  );
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
          <div className="grid gap-2">
            <ol className="grid gap-2">
              {waits.map((wait, at) => (
                <WaitLine
                  // biome-ignore lint/suspicious/noArrayIndexKey: a wait is what stands at its place.
                  key={at}
                  number={at + 1}
                  wait={wait}
                  error={errorAt(formState.errors, `retrySchedule.${at}`)}
                  onChange={(changed) => setWaits(waits.with(at, changed))}
                  onRemove={() => setWaits(waits.toSpliced(at, 1))}
                />
              ))}
            </ol>
            {waits.length === 0 ? <p className="text-ink-muted text-sm">No waits: one attempt only.</p> : null}
            <Button
              size="sm"
              icon={<Plus />}
              className="justify-self-start"
              disabled={waits.length >= RETRY_ENTRIES_MAX}
              onClick={() => setWaits([...waits, next])}
            >
              Add retry
            </Button>
          </div>
        ) : null}
        <RetryTimetable schedule={isOwn ? waitSeconds(waits) : appSchedule} />
      </div>
    </fieldset>
  );
}

const FIRST_WAIT_SECONDS = 5;

const CHOICES = [
  { value: "app", label: "The app’s schedule", hint: "Follows it when it changes." },
  { value: "own", label: "A schedule of its own", hint: `Up to ${RETRY_ENTRIES_MAX} retries.` },
];
