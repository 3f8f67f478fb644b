import { clsx } from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { endpointName } from "#components/endpoint/endpoint-name.ts";
import { formatCompactNumber, formatDuration, formatPercent } from "#components/format/number.ts";
import { STATES } from "#components/state/state.ts";
import { TONES, type Tone } from "#components/state/tone.ts";
import { WALL_BACKLOG_MAX } from "#domain/wall/words.ts";
import { isTroubled, type Shown, stateCounts } from "./order.ts";
import type { useArea } from "./use-area.ts";
import { type Grid, wallLayout } from "./wall-layout.ts";

type WallBoardProps = {
  /** Worst first. */
  endpoints: readonly Shown[];
  troubled: number;
  area: ReturnType<typeof useArea>;
  now: number;
};

/** All endpoints in the room there is: tiles as long as they can be read from afar, cells for all others. */
export function WallBoard({ endpoints, troubled, area, now }: WallBoardProps) {
  if (area.isSmall) {
    return (
      <ul aria-label="Endpoints" className="grid auto-rows-[10rem] gap-2 sm:grid-cols-2">
        {endpoints.map((endpoint) => (
          <WallTile key={endpoint.id} endpoint={endpoint} now={now} />
        ))}
      </ul>
    );
  }
  const { tiles, cells, tilesShare } = wallLayout({ total: endpoints.length, troubled }, area);
  const rest = endpoints.slice(tiles.count);
  const isDense = area.width / cells.columns < NAMED_WIDTH * area.unit;
  return (
    <div className="flex h-full flex-col gap-[calc(var(--u)*16)]">
      <Boxes grid={tiles} label="Endpoints" gap={16} share={tilesShare}>
        {endpoints.slice(0, tiles.count).map((endpoint) => (
          <WallTile key={endpoint.id} endpoint={endpoint} now={now} />
        ))}
      </Boxes>
      {tiles.count > 0 && rest.length > 0 ? (
        <p className="-my-[calc(var(--u)*4)] shrink-0 text-[calc(var(--u)*24)] text-ink-muted leading-none tabular-nums">
          {restWords(rest)}
        </p>
      ) : null}
      <Boxes grid={cells} label="All other endpoints" gap={cells.count > 100 ? 5 : 10} share={1 - tilesShare}>
        {rest.map((endpoint) => (
          <WallCell key={endpoint.id} endpoint={endpoint} isDense={isDense} />
        ))}
      </Boxes>
    </div>
  );
}

/** The narrowest cell, in px of a 1080p screen, that says more with a name than without. */
const NAMED_WIDTH = 110;

/** `485 more: 11 degraded, 474 healthy`. */
function restWords(rest: readonly Shown[]): string {
  const counts = stateCounts(rest).map(({ state, count }) => `${count} ${STATES[state].word.toLowerCase()}`);
  return `${rest.length} more: ${counts.join(", ")}`;
}

type BoxesProps = { grid: Grid; label: string; gap: number; share: number; children: ReactNode };

function Boxes({ grid, label, gap, share, children }: BoxesProps) {
  if (grid.count === 0) return null;
  const style: CSSProperties = {
    gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
    gap: `calc(var(--u) * ${gap})`,
    flexGrow: share,
  };
  return (
    <ul aria-label={label} className="grid min-h-0 basis-0" style={style}>
      {children}
    </ul>
  );
}

/**
 * One of many: its colour and shape from afar; its name and success rate for who steps closer. So small that no name
 * fits, it keeps its colour, and its shape where somebody should look.
 */
function WallCell({ endpoint, isDense }: { endpoint: Shown; isDense: boolean }) {
  const { word, icon: Icon } = STATES[endpoint.shown];
  const name = endpointName(endpoint);
  return (
    <li className={BOX} data-state={endpoint.shown} title={`${name}: ${word}`}>
      {isDense ? (
        <div className={clsx("grid size-full place-items-center rounded-sm border", lookOf(endpoint))}>
          {isTroubled(endpoint) ? (
            <Icon aria-hidden="true" className="size-[min(64cqh,64cqw)]" strokeWidth={2.5} />
          ) : null}
          <span className="sr-only">
            {name}: {word}
          </span>
        </div>
      ) : (
        <div
          className={clsx(
            "flex size-full flex-col justify-center gap-[6cqh] overflow-clip rounded-sm border px-[7cqw] text-[max(0.625rem,min(26cqh,13cqw))] leading-tight",
            lookOf(endpoint),
          )}
        >
          <p className="flex min-w-0 items-center gap-[0.35em] font-medium">
            <Icon aria-hidden="true" className="size-[1em] shrink-0" strokeWidth={2.5} />
            <span className="sr-only">{word}</span>
            <span className="truncate">{name}</span>
          </p>
          <p className="truncate tabular-nums opacity-90">{formatPercent(endpoint.successRate24h)}</p>
        </div>
      )}
    </li>
  );
}

const BOX = "min-h-0 min-w-0 [container-type:size]";

function lookOf({ shown }: Shown): string {
  return shown === "failing" ? "border-transparent bg-bad-fill text-on-solid" : TONES[STATES[shown].tone].pill;
}

/** One endpoint, all in the size of its box: state, name, success rate, p95, backlog and the last 24 hours. */
function WallTile({ endpoint, now }: { endpoint: Shown; now: number }) {
  const { word, icon: Icon, tone } = STATES[endpoint.shown];
  const isFailing = endpoint.shown === "failing";
  return (
    <li className={BOX} data-state={endpoint.shown}>
      <div
        className={clsx(
          "flex size-full flex-col justify-between overflow-clip rounded-lg border p-[min(6cqh,3.6cqw)]",
          lookOf(endpoint),
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

/** Attempts hour by hour as bars, in all the room there is; `tone` null takes the colour of the text. */
function Traffic({ values, tone }: { values: readonly number[]; tone: Tone | null }) {
  const top = Math.max(1, ...values);
  const fill = tone === null ? "currentColor" : TONES[tone].fill;
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-[18cqh] min-w-0 flex-1"
    >
      {values.map((value, hour) => {
        const height = value === 0 ? FLOOR : Math.max(MIN, (value / top) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour's place is what it is known by.
            key={hour}
            x={hour * BAR}
            y={HEIGHT - height}
            width={BAR - GAP}
            height={height}
            fill={fill}
            opacity={value === 0 ? 0.35 : 1}
          />
        );
      })}
    </svg>
  );
}

const BAR = 4;
const GAP = 1;
const HEIGHT = 40;
const MIN = 4;
const FLOOR = 1;
