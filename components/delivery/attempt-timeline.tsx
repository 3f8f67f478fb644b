"use client";

import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import { isOpen } from "#components/delivery/queries.ts";
import { StateIcon } from "#components/state/state-icon.tsx";
import { PaperTime } from "#components/time/time.tsx";
import { Duration } from "#components/ui/duration.tsx";
import type { Attempt, Delivery } from "#domain/delivery/schema.ts";
import { ATTEMPT_ERROR_LABELS } from "#domain/delivery/words.ts";
import { Exchange } from "./exchange.tsx";
import type { PlannedAttempt } from "./forecast.ts";
import { PlannedAttempts } from "./planned-attempts.tsx";

export type AttemptTimelineProps = {
  status: Delivery["status"];
  attemptCount: number;
  attempts: readonly Attempt[];
  planned: readonly PlannedAttempt[];
  /** Where the payload stands on the page. */
  bodyHref: string;
};

/** Every attempt from the first to the last that is still to come; each opens to its request and response. */
export function AttemptTimeline({ status, attemptCount, attempts, planned, bodyHref }: AttemptTimelineProps) {
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
          <AttemptItem attempt={attempt} startsOpen={attempt.number === last} bodyHref={bodyHref} />
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

function AttemptItem(props: { attempt: Attempt; startsOpen: boolean; bodyHref: string }) {
  const { attempt, startsOpen, bodyHref } = props;
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
        <Exchange attempt={attempt} bodyHref={bodyHref} />
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
