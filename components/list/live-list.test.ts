import { expect, test } from "vitest";
import { keepPlaces, type LivePage, type LiveRow } from "./live-list.ts";

type Row = { id: string; attemptCount: number };

function row(number: number, attemptCount = 1): LiveRow<Row> {
  return { id: `dlv_${number}`, attemptCount };
}

const page = (numbers: number[], nextCursor: string | null = null): LivePage<Row> => ({
  data: numbers.map((number) => row(number)),
  nextCursor,
});
const shown = (pages: LivePage<Row>[]) =>
  pages.map(({ data }) => data.map(({ id, hasLeft }) => `${id}${hasLeft ? "?" : ""}`));

test("a row that no longer fits stays where it was, marked", () => {
  expect(shown(keepPlaces([page([5, 4, 3])], [page([5, 3])]))).toEqual([["dlv_5", "dlv_4?", "dlv_3"]]);
});

test("rows that still fit take their new facts", () => {
  const after = [{ data: [row(5, 2)], nextCursor: null }];
  expect(keepPlaces([page([5])], after)).toEqual(after);
});

test("rows that left come back unmarked when they fit again", () => {
  const once = keepPlaces([page([5, 4])], [page([5])]);
  expect(shown(keepPlaces(once, [page([5, 4])]))).toEqual([["dlv_5", "dlv_4"]]);
});

test("each row is kept on the page whose span it lies in, also when rows moved up a page", () => {
  const before = [page([9, 8, 7], "c"), page([6, 5, 4])];
  const after = [page([9, 7, 6], "c"), page([4])];
  expect(shown(keepPlaces(before, after))).toEqual([
    ["dlv_9", "dlv_8?", "dlv_7", "dlv_6"],
    ["dlv_5?", "dlv_4"],
  ]);
});

test("everything may leave at once", () => {
  expect(shown(keepPlaces([page([2, 1])], [page([])]))).toEqual([["dlv_2?", "dlv_1?"]]);
});
