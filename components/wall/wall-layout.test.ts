import { describe, expect, it } from "vitest";
import { wallLayout } from "./wall-layout.ts";

const HD = { width: 1872, height: 920, unit: 1 };
const UHD = { width: 3744, height: 1840, unit: 2 };

describe("wallLayout", () => {
  it.each([
    [1, { columns: 1, rows: 1 }],
    [2, { columns: 2, rows: 1 }],
    [5, { columns: 3, rows: 2 }],
    [7, { columns: 3, rows: 3 }],
    [20, { columns: 5, rows: 4 }],
  ])("gives each of %i endpoints a tile as large as can be", (total, grid) => {
    const { tiles, cells } = wallLayout({ total, troubled: 0 }, HD);
    expect(tiles).toEqual({ count: total, ...grid });
    expect(cells.count).toBe(0);
  });

  it.each([
    [500, 0, 0],
    [500, 3, 3],
    [500, 15, 15],
    [500, 200, 15],
    [21, 21, 15],
    [1000, 1000, 15],
  ])("shows every one of %i endpoints, the worst of %i in trouble as %i tiles", (total, troubled, tilesShown) => {
    const { tiles, cells } = wallLayout({ total, troubled }, HD);
    expect(tiles.count).toBe(tilesShown);
    expect(cells.count).toBe(total - tilesShown);
    expect(cells.columns * cells.rows).toBeGreaterThanOrEqual(cells.count);
  });

  it("is the same on a screen of four times the pixels", () => {
    for (const counts of [
      { total: 12, troubled: 2 },
      { total: 500, troubled: 9 },
    ]) {
      expect(wallLayout(counts, UHD)).toEqual(wallLayout(counts, HD));
    }
  });
});
