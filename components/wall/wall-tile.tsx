import { clsx } from "clsx";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { formatDuration } from "#components/format/duration.ts";
import { formatCompactNumber } from "#components/format/number.ts";
import { formatPercent } from "#components/format/percent.ts";
import { STATES } from "#components/state/state.ts";
import { TONE_CLASS } from "#components/state/tone.ts";
import { WALL_BACKLOG_MAX } from "#domain/wall/words.ts";
import type { Shown } from "./order.ts";
import { Traffic } from "./traffic.tsx";

/** One endpoint, all in the size of its box: state, name, success rate, p95, backlog and the last 24 hours. */
export function WallTile({ endpoint, now }: { endpoint: Shown; now: number }) {
  const { word, icon: Icon, tone } = STATES[endpoint.shown];
  const isFailing = endpoint.shown === "failing";
  return (
    <li className="min-h-0 min-w-0 [container-type:size]" data-state={endpoint.shown}>
      <div
        className={clsx(
          "flex size-full flex-col justify-between overflow-clip rounded-lg border p-[min(6cqh,3.6cqw)]",
          isFailing ? "border-transparent bg-bad-fill text-on-solid" : TONE_CLASS[tone],
        )}
      >
        <p className="flex items-center gap-[0.4em] font-semibold text-[min(10.5cqh,6cqw)] leading-none">
          <Icon aria-hidden="true" className="size-[1.15em] shrink-0" strokeWidth={2.4} />
          {word}
          <span className="ml-auto font-medium opacity-90">{sinceWords(endpoint, now)}</span>
        </p>
        <p
          className={clsx(
            "line-clamp-2 font-semibold text-[min(14cqh,7.6cqw)] leading-[1.12] tracking-tight wrap-anywhere",
            isFailing ? "text-on-solid" : "text-ink",
          )}
        >
          {endpointName(endpoint)}
        </p>
        <div className="flex items-end gap-[4cqw]">
          <p className="font-semibold text-[min(24cqh,13cqw)] leading-[0.9] tracking-tight tabular-nums">
            {formatPercent(endpoint.successRate24h)}
          </p>
          <Traffic values={endpoint.traffic} tone={isFailing ? null : tone} />
        </div>
        <p
          className={clsx(
            "flex justify-between gap-[1em] whitespace-nowrap text-[min(10.5cqh,6cqw)] leading-none tabular-nums",
            isFailing ? "text-on-solid" : "text-ink-muted",
          )}
        >
          <span>p95 {formatDuration(endpoint.p95ResponseTime)}</span>
          <span>{waitingWords(endpoint.backlog)}</span>
        </p>
      </div>
    </li>
  );
}

function sinceWords({ shown, failingSince }: Shown, now: number): string {
  if (failingSince === null || (shown !== "failing" && shown !== "suspended")) return "";
  return formatDuration(Math.max(60_000, now - Date.parse(failingSince)));
}

function waitingWords(backlog: number): string {
  if (backlog === 0) return "none waiting";
  return `${formatCompactNumber(backlog)}${backlog >= WALL_BACKLOG_MAX ? "+" : ""} waiting`;
}
