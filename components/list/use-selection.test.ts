import { expect, test } from "vitest";
import { toggled } from "./use-selection.ts";

const rowIds = ["a", "b", "c", "d", "e"];
const after = (ids: string[], id: string, anchor: string | null = null) =>
  [...toggled(new Set(ids), { rowIds, id, anchor })].sort().join("");

test.each([
  ["one row is added", [], "b", null, "b"],
  ["one row is taken away", ["a", "b"], "b", null, "a"],
  ["a range down takes all between", ["b"], "d", "b", "bcd"],
  ["a range up takes all between", ["d"], "b", "d", "bcd"],
  ["a range onto a chosen row clears all between", ["a", "b", "c", "d"], "b", "d", "a"],
  ["a range from a row that is gone is that row alone", [], "c", "z", "c"],
] as const)("%s", (_, ids, id, anchor, chosen) => expect(after([...ids], id, anchor)).toBe(chosen));
