import { Plus, Trash2 } from "lucide-react";
import type { FieldValues } from "react-hook-form";
import { type FieldName, RowError, useField, useShown } from "#components/form/field.tsx";
import { type Span, SpanInput, spanSeconds, toSpan } from "#components/form/span-input.tsx";
import { MomentText, useNow } from "#components/time/time.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { ENDPOINT_SETTINGS, RETRY_WAIT } from "#domain/endpoint/words.ts";
import { spanWords } from "./span-words.ts";
import { type TimetableRow, timetable } from "./timetable.ts";

type ScheduleFieldProps<Values extends FieldValues> = {
  name: FieldName<Values, number[] | null | undefined>;
  /** In seconds: what counts without a schedule of its own. */
  fallback: readonly number[];
  choices: { fallback: { label: string; hint: string }; own: { label: string } };
};

/** The waits between attempts: those of what stands above, or its own, with the timetable that they make. */
export function ScheduleField<Values extends FieldValues = never>(props: ScheduleFieldProps<Values>) {
  const { name, fallback, choices } = props;
  const field = useField<number[] | null>(name);
  const [{ isOwn, waits }, show] = useShown(field, {
    toShown: (value) => ({ isOwn: value !== null, waits: (value ?? fallback).map((wait) => toSpan(wait, UNITS)) }),
    toValue: (shown) => (shown.isOwn ? shown.waits.map(spanSeconds) : null),
  });
  return (
    <>
      <RadioGroup
        label="Retry schedule"
        value={String(isOwn)}
        onValueChange={(choice) => show({ isOwn: choice === "true", waits })}
        options={[
          { value: "false", ...choices.fallback },
          { value: "true", ...choices.own, hint: `Up to ${RETRIES_MAX} retries.` },
        ]}
        className="sm:grid-cols-2"
      />
      <div className="grid items-start gap-x-6 gap-y-3 md:grid-cols-2">
        {isOwn ? (
          <WaitList waits={waits} errorAt={field.errorAt} onChange={(changed) => show({ isOwn, waits: changed })} />
        ) : null}
        <RetryTimetable schedule={isOwn ? waits.map(spanSeconds) : fallback} />
      </div>
    </>
  );
}

const RETRIES_MAX = ENDPOINT_SETTINGS.retrySchedule.entriesMax;
const UNITS = ["s", "min", "h"] as const;

type WaitListProps = {
  waits: readonly Span[];
  errorAt: (at: string) => string | undefined;
  onChange: (waits: Span[]) => void;
};

/** One wait a line; a new one waits twice as long as the last. */
function WaitList({ waits, errorAt, onChange }: WaitListProps) {
  return (
    <div className="grid gap-2">
      <ol className="grid gap-2">
        {waits.map((wait, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a wait is what stands at its place.
          <li key={at} className="grid gap-1">
            <div className="flex items-center gap-2">
              <span className="w-14 shrink-0 text-ink-muted text-sm">Retry {at + 1}</span>
              <SpanInput
                label={`Wait before retry ${at + 1}`}
                unitLabel={`Unit of the wait before retry ${at + 1}`}
                units={UNITS}
                span={wait}
                isInvalid={errorAt(String(at)) !== undefined}
                onChange={(changed) => onChange(waits.with(at, changed))}
              />
              <IconButton
                label={`Remove retry ${at + 1}`}
                icon={<Trash2 />}
                onClick={() => onChange(waits.toSpliced(at, 1))}
              />
            </div>
            <RowError error={errorAt(String(at))} />
          </li>
        ))}
      </ol>
      {waits.length === 0 ? <p className="text-ink-muted text-sm">No waits: one attempt only.</p> : null}
      <Button
        size="sm"
        icon={<Plus />}
        className="justify-self-start"
        disabled={waits.length >= RETRIES_MAX}
        onClick={() => onChange([...waits, toSpan(nextWait(waits), UNITS)])}
      >
        Add retry
      </Button>
    </div>
  );
}

function nextWait(waits: readonly Span[]): number {
  const last = waits.at(-1);
  const seconds = last === undefined ? Number.NaN : spanSeconds(last);
  return Number.isFinite(seconds) ? Math.min(seconds * 2, RETRY_WAIT.max) : FIRST_WAIT_SECONDS;
}

const FIRST_WAIT_SECONDS = 5;

/** When each attempt would happen if the first one failed now; waits in seconds, those that are no numbers end it. */
function RetryTimetable({ schedule }: { schedule: readonly number[] }) {
  const firstBad = schedule.findIndex((wait) => !(wait > 0));
  const rows = timetable(firstBad === -1 ? schedule : schedule.slice(0, firstBad));
  const now = useNow();
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface">
      <p className="border-line border-b px-3 py-1.5 text-ink-muted text-sm">{summary(rows)}</p>
      <table aria-label="Timetable of attempts" className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Attempt</th>
            <th scope="col">Wait before it</th>
            <th scope="col">If the first failed now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <th scope="row" className="px-3 py-0.5 text-left font-normal text-ink-muted tabular-nums">
                {row.number}
              </th>
              <td className="py-0.5 tabular-nums">
                {row.number === 1 ? "at once" : `after ${spanWords(row.waitSeconds)}`}
              </td>
              <td className="px-3 py-0.5 text-right text-ink-muted">
                {row.number === 1 ? null : <MomentText moment={{ at: now + row.afterSeconds * 1000 }} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-line border-t px-3 py-1.5 text-ink-faint text-xs">
        Each wait varies by up to a fifth, so that deliveries that failed together do not come back together.
      </p>
    </div>
  );
}

function summary(rows: readonly TimetableRow[]): string {
  const last = rows.at(-1);
  if (last === undefined || rows.length === 1) return "One attempt, no retry";
  return `${rows.length} attempts over ${spanWords(last.afterSeconds)}`;
}
