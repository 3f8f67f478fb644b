/** A grid of equal boxes: `columns` × `rows`, of which `count` are filled. */
export type Grid = { count: number; columns: number; rows: number };

/** How a wall is filled: tiles that tell everything, worst first, and cells for the endpoints that did not fit. */
export type WallLayout = { tiles: Grid; cells: Grid; tilesShare: number };

export type Area = { width: number; height: number; unit: number };

/**
 * Fits `total` endpoints, `troubled` of which need somebody, into an area (px; `unit` is what 1 px of a 1080p screen is
 * here). All become tiles where they fit at a size that is read from 5 m. Else those in trouble do, as many as fit
 * beside the cells of all others.
 */
export function wallLayout({ total, troubled }: { total: number; troubled: number }, area: Area): WallLayout {
  const capacity = columnsAt(area) * rowsAt(area, area.height);
  if (total <= capacity) return { tiles: fill(total, area, TILE_RATIO), cells: NO_GRID, tilesShare: 1 };
  const rowsMax = Math.max(1, rowsAt(area, area.height * TILES_SHARE_MAX));
  const columns = columnsAt(area);
  const count = Math.min(troubled, rowsMax * columns);
  const rows = Math.ceil(count / columns);
  const tilesShare = rows === 0 ? 0 : (rows * TILE_HEIGHT * area.unit) / area.height;
  const rest = { ...area, height: area.height * (1 - tilesShare) };
  return { tiles: { count, columns, rows }, cells: fill(total - count, rest, CELL_RATIO), tilesShare };
}

/** The smallest tile, in px of a 1080p screen: its name is then 26 px high. */
const TILE_WIDTH = 360;
const TILE_HEIGHT = 200;
const TILE_RATIO = 1.7;
const CELL_RATIO = 1.9;
/** What is left to those in trouble where not all endpoints fit as tiles. */
const TILES_SHARE_MAX = 0.66;
const NO_GRID: Grid = { count: 0, columns: 1, rows: 0 };

function columnsAt({ width, unit }: Area): number {
  return Math.max(1, Math.floor(width / (TILE_WIDTH * unit)));
}

function rowsAt({ unit }: Area, height: number): number {
  return Math.max(1, Math.floor(height / (TILE_HEIGHT * unit)));
}

/** The grid whose boxes can hold the largest shape of a ratio. */
function fill(count: number, { width, height }: Area, ratio: number): Grid {
  if (count === 0) return NO_GRID;
  let best: Grid & { size: number } = { count, columns: 1, rows: count, size: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const size = Math.min(width / columns, (height / rows) * ratio);
    if (size > best.size) best = { count, columns, rows, size };
  }
  const { size: _, ...grid } = best;
  return grid;
}
