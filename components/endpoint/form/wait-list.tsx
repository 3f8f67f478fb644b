import { Plus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { toWaitRow, type WaitRow, waitSeconds } from "./form-values.ts";
import { RETRY_ENTRIES_MAX, RETRY_SECONDS_MAX } from "./limits.ts";
import { WaitLine } from "./wait-line.tsx";

/** The waits of a schedule to edit, one a line; a new one waits twice as long as the last. */
export function WaitList(props: {
  waits: readonly WaitRow[];
  /** What is wrong with the wait at a place, counted from 0. */
  errorAt: (at: number) => string | undefined;
  onChange: (waits: WaitRow[]) => void;
}) {
  const { waits, errorAt, onChange } = props;
  const lastSeconds = waitSeconds(waits.slice(-1))[0] ?? FIRST_WAIT_SECONDS;
  const next = toWaitRow(
    Number.isFinite(lastSeconds) ? Math.min(lastSeconds * 2, RETRY_SECONDS_MAX) : FIRST_WAIT_SECONDS,
  );
  return (
    <div className="grid gap-2">
      <ol className="grid gap-2">
        {waits.map((wait, at) => (
          <WaitLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a wait is what stands at its place.
            key={at}
            number={at + 1}
            wait={wait}
            error={errorAt(at)}
            onChange={(changed) => onChange(waits.with(at, changed))}
            onRemove={() => onChange(waits.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {waits.length === 0 ? <p className="text-ink-muted text-sm">No waits: one attempt only.</p> : null}
      <Button
        size="sm"
        icon={<Plus />}
        className="justify-self-start"
        disabled={waits.length >= RETRY_ENTRIES_MAX}
        onClick={() => onChange([...waits, next])}
      >
        Add retry
      </Button>
    </div>
  );
}

const FIRST_WAIT_SECONDS = 5;
