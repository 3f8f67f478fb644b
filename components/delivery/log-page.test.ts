import { expect, test } from "vitest";
import { keepPlaces, type LogPage, type LogRow } from "./log-page.ts";

function row(number: number, facts: Partial<LogRow> = {}): LogRow {
  return {
    object: "delivery",
    id: `dlv_${number}`,
    endpointId: "ep_1",
    eventId: "evt_1",
    eventType: "order.paid",
    status: "retrying",
    trigger: "event",
    replayOf: null,
    attemptCount: 1,
    maxAttempts: 10,
    nextAttemptAt: null,
    lastAttemptAt: null,
    responseCode: 503,
    error: null,
    durationMs: 1,
    createdAt: "2026-01-31T12:00:00.000Z",
    completedAt: null,
    ...facts,
  };
}

const page = (numbers: number[], nextCursor: string | null = null): LogPage => ({
  data: numbers.map((number) => row(number)),
  nextCursor,
});
const shown = (pages: LogPage[]) =>
  pages.map(({ data }) => data.map(({ id, hasLeft }) => `${id}${hasLeft ? "?" : ""}`));

test("a row that no longer fits stays where it was, marked", () => {
  expect(shown(keepPlaces([page([5, 4, 3])], [page([5, 3])]))).toEqual([["dlv_5", "dlv_4?", "dlv_3"]]);
});

test("rows that still fit take their new facts", () => {
  const after = [{ data: [row(5, { attemptCount: 2 })], nextCursor: null }];
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
