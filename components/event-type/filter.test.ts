import { expect, test } from "vitest";
import { listEventTypesInput } from "#domain/event-type/schema.ts";
import { eventTypeFilterParsers } from "./filter.ts";

test("a search is kept where the API takes it", () => {
  for (const text of ["order", "x".repeat(128), "x".repeat(129)]) {
    const isTaken = listEventTypesInput.shape.q.safeParse(text).success;
    expect(eventTypeFilterParsers.q.parse(text)).toBe(isTaken ? text : null);
  }
});
