import type { CSSProperties, ReactNode } from "react";
import { STATES } from "#components/state/state.ts";
import { type Shown, stateCounts } from "./order.ts";
import type { useArea } from "./use-area.ts";
import { WallCell } from "./wall-cell.tsx";
import { type Grid, wallLayout } from "./wall-layout.ts";
import { WallTile } from "./wall-tile.tsx";

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
