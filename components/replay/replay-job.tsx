"use client";

import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { ConfirmOperation, OperationButton } from "#components/form/confirm-operation.tsx";
import { type Operation, useOperation } from "#components/form/use-operation.ts";
import { formatNumber } from "#components/format/number.ts";
import { filterPhrases } from "#components/list/filter-phrases.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { Time, useTimeZone } from "#components/time/time.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { Replay } from "#domain/replay/schema.ts";
import type { ReplayActions } from "./actions.ts";
import { JOB_FILTERS } from "./job-filter.ts";
import { ProgressBar } from "./progress-bar.tsx";
import { doneShare, progressWords } from "./progress-words.ts";

export type ReplayJobProps = {
  job: Replay;
  endpointNames: ReadonlyMap<string, string>;
  actions: Pick<ReplayActions, "pause" | "resume" | "cancel">;
  /** At the right, after the buttons. */
  aside?: ReactNode;
};

/** One bulk replay: what it is about, how far it has come, and the way to pause, resume or cancel it. */
export function ReplayJob({ job, endpointNames, actions, aside }: ReplayJobProps) {
  const place = usePlace();
  const timeZone = useTimeZone();
  const words = filterPhrases(JOB_FILTERS, job.filter, { known: { endpointId: endpointNames }, timeZone }).join(", ");
  const move = useOperation((verb: Verb) => actions[verb](place, { id: job.id }), {
    failed: (verb) => `The replay could not be ${DONE[verb]}`,
    refetch: ["replays"],
  });
  return (
    <article aria-label={`Replay: ${words}`} className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge tone={STATE_TONES[job.state]}>{STATE_WORDS[job.state]}</Badge>
        <p className="min-w-0 flex-1 truncate text-sm" title={words}>
          {words}
        </p>
        <JobButtons job={job} move={move} />
        {aside}
      </div>
      <ProgressBar label={`Progress: ${words}`} share={doneShare(job)} isMoving={job.state === "running"} />
      <p className="flex flex-wrap justify-between gap-x-4 text-ink-muted text-xs tabular-nums">
        <span>{progressWords(job)}</span>
        <span>
          {job.ratePerSecond} per second, asked for <Time at={job.createdAt} isFocusable />
        </span>
      </p>
    </article>
  );
}

const DONE: Record<Verb, string> = { pause: "paused", resume: "resumed", cancel: "cancelled" };
const STATE_WORDS: Record<Replay["state"], string> = {
  running: "Running",
  paused: "Paused",
  completed: "Completed",
  cancelled: "Cancelled",
};
const STATE_TONES = { running: "busy", paused: "warn", completed: "ok", cancelled: "off" } as const;

type Verb = "pause" | "resume" | "cancel";

function JobButtons({ job, move }: { job: Replay; move: Operation<Verb> }) {
  if (job.state === "completed" || job.state === "cancelled") return null;
  const left = Math.max(0, job.matched - job.replayed - job.skipped);
  return (
    <span className="flex gap-1.5">
      {job.state === "running" ? (
        <OperationButton operation={move} input="pause" size="sm" icon={<Pause />} pendingLabel="Pause">
          Pause
        </OperationButton>
      ) : (
        <OperationButton operation={move} input="resume" size="sm" icon={<Play />} pendingLabel="Resume">
          Resume
        </OperationButton>
      )}
      <ConfirmOperation
        operation={move}
        input="cancel"
        trigger={{ size: "sm", children: "Cancel replay" }}
        title="Cancel this replay?"
        consequence={`${formatNumber(left)} deliveries are left as they are. The ${formatNumber(job.replayed)} made already go out all the same.`}
        confirmLabel="Cancel replay"
        pendingLabel="Cancelling…"
      />
    </span>
  );
}
