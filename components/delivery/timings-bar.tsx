import { clsx } from "clsx";
import { formatDuration } from "#components/format/duration.ts";
import type { Attempt } from "#domain/delivery/schema.ts";
import { PHASE_WORDS, type PhaseName, phasesOf } from "./timings.ts";

/** Where an attempt's time went: one bar, and the same in words under it. */
export function TimingsBar({ attempt }: { attempt: Pick<Attempt, "durationMs" | "timings" | "response"> }) {
  const phases = phasesOf(attempt);
  if (phases.length === 0) return null;
  return (
    <figure className="grid gap-1.5" aria-label="Timings">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-clip rounded-sm">
        {phases.map((phase) => (
          <span
            key={phase.name}
            title={`${PHASE_WORDS[phase.name].word}: ${formatDuration(phase.durationMs)}`}
            style={{ flexGrow: phase.durationMs }}
            className={clsx("min-w-0.5 print:border", FILLS[phase.name])}
          />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {phases.map((phase) => (
          <div key={phase.name} className="flex items-center gap-1.5" title={PHASE_WORDS[phase.name].meaning}>
            <span aria-hidden="true" className={clsx("size-2 rounded-sm", FILLS[phase.name])} />
            <dt className="text-ink-muted">{PHASE_WORDS[phase.name].word}</dt>
            <dd className="tabular-nums">{formatDuration(phase.durationMs)}</dd>
          </div>
        ))}
        <div className="ml-auto flex items-center gap-1.5">
          <dt className="text-ink-muted">In all</dt>
          <dd className="font-medium tabular-nums">{formatDuration(attempt.durationMs)}</dd>
        </div>
      </dl>
    </figure>
  );
}

// Phases are no states, so they get shades of ink and not colours.
const FILLS: Record<PhaseName, string> = {
  dns: "bg-line-strong",
  connect: "bg-off-solid",
  tls: "bg-wait-solid",
  wait: "bg-ink-muted",
  read: "bg-wait-line",
};
