"use client";

import { clsx } from "clsx";
import { ChevronRight, Clock } from "lucide-react";
import { StateIcon } from "#components/state/state-pill.tsx";
import { MomentText, PaperTime } from "#components/time/time.tsx";
import { Duration } from "#components/ui/duration.tsx";
import type { Attempt } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERROR_LABELS } from "#domain/delivery/words.ts";
import { Exchange } from "./exchange.tsx";
import type { PlannedAttempt } from "./forecast.ts";
import { isOpen } from "./queries.ts";
import type { DeliveryView } from "./use-delivery.ts";

/** Every attempt from the first to the last that is still to come; each opens to its request and response. */
export function AttemptTimeline({ view }: { view: DeliveryView }) {
  const { delivery, planned } = view;
  const { status, attemptCount, attempts } = delivery;
  const last = attempts.at(-1)?.number;
  const isUnderWay = status === "sending" && last !== attemptCount;
  if (attempts.length === 0 && !isUnderWay && planned.length === 0) {
    const words = isOpen({ status }) ? "No attempt yet." : "No attempt was made.";
    return <p className="px-4 py-6 text-center text-ink-muted text-sm">{words}</p>;
  }
  return (
    <ol className="grid">
      {attempts.map((attempt) => (
        <li key={attempt.id} className="border-line not-first:border-t">
          <AttemptItem attempt={attempt} startsOpen={attempt.number === last} />
        </li>
      ))}
      {isUnderWay ? (
        <li className="flex h-10 items-center gap-3 border-line px-4 text-sm not-first:border-t">
          <StateIcon state="sending" />
          <span className="font-medium">Attempt {attemptCount}</span>
          <span className="text-ink-muted">on its way</span>
        </li>
      ) : null}
      <PlannedAttempts planned={planned} isAfterFailure={status === "sending"} />
    </ol>
  );
}

function AttemptItem({ attempt, startsOpen }: { attempt: Attempt; startsOpen: boolean }) {
  return (
    <details open={startsOpen} className={clsx("group/attempt", OPEN_ON_PAPER)}>
      <summary className="flex min-h-10 list-none flex-wrap items-center gap-x-3 px-4 py-1.5 text-sm transition-colors hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <StateIcon state={attempt.error === null ? "succeeded" : "failed"} />
        <span className="font-medium">Attempt {attempt.number}</span>
        <span className="min-w-0 flex-1 text-ink-muted sm:truncate">{resultWords(attempt)}</span>
        <Duration ms={attempt.durationMs} className="text-ink-muted max-sm:hidden" />
        <PaperTime at={attempt.startedAt} className="text-right text-ink-muted sm:min-w-22" />
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-ink-faint transition-transform group-open/attempt:rotate-90 print:hidden"
        />
      </summary>
      <div className="px-4 pt-1 pb-5 sm:pl-11">
        <Exchange attempt={attempt} />
      </div>
    </details>
  );
}

// A closed <details> hides its content by content-visibility, which paper does not need.
const OPEN_ON_PAPER = "print:[&::details-content]:[content-visibility:visible]";

/** `503`, or `Timed out`: what an attempt came to, in a word. */
export function resultWords({ response, error }: Pick<Attempt, "response" | "error">): string {
  if (error === null) return response === null ? "No result yet" : `Answered ${response.code}`;
  if (error.code === "http_status") return `Answered ${response?.code ?? "with an error"}`;
  return response === null ? ATTEMPT_ERROR_LABELS[error.code] : `${ATTEMPT_ERROR_LABELS[error.code]}, ${response.code}`;
}

/** What is still to come: the next attempts one by one, the rest folded up with the moment of the last. */
function PlannedAttempts({ planned, isAfterFailure }: { planned: readonly PlannedAttempt[]; isAfterFailure: boolean }) {
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
