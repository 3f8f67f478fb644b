import { Clock } from "lucide-react";
import { MomentText } from "#components/time/time.tsx";
import type { PlannedAttempt } from "./forecast.ts";

/** What is still to come: the next attempts one by one, the rest folded up with the moment of the last. */
export function PlannedAttempts(props: { planned: readonly PlannedAttempt[]; isAfterFailure: boolean }) {
  const { planned, isAfterFailure } = props;
  const isShort = planned.length <= SHOWN_MAX + 1;
  const shown = isShort ? planned : planned.slice(0, SHOWN_MAX);
  const folded = isShort ? [] : planned.slice(SHOWN_MAX);
  const last = folded.at(-1);
  return (
    <>
      {shown.map((one, index) => (
        <PlannedRow key={one.number} planned={one} isConditional={index > 0 || isAfterFailure} />
      ))}
      {last === undefined ? null : (
        <li className="border-line text-sm not-first:border-t">
          <details>
            <summary className="flex h-9 items-center gap-3 px-4 text-ink-muted hover:bg-hover focus-visible:-outline-offset-2">
              <span>
                {folded.length} more, the last <MomentText moment={{ at: last.at, isAbout: true }} />
              </span>
            </summary>
            <ol>
              {folded.map((one) => (
                <PlannedRow key={one.number} planned={one} isConditional />
              ))}
            </ol>
          </details>
        </li>
      )}
    </>
  );
}

const SHOWN_MAX = 2;

function PlannedRow({ planned, isConditional }: { planned: PlannedAttempt; isConditional: boolean }) {
  return (
    <li className="flex h-9 items-center gap-3 border-line px-4 text-ink-muted text-sm not-first:border-t">
      <Clock aria-hidden="true" className="size-4 text-ink-faint" strokeWidth={1.75} />
      <span>Attempt {planned.number}</span>
      <span className="truncate text-ink-faint">
        <MomentText moment={{ at: planned.at, isAbout: planned.isEstimate }} />
        {isConditional ? ", should the one before fail" : ""}
      </span>
    </li>
  );
}
