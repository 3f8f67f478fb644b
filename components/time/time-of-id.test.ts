import { expect, test } from "vitest";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { timeOfId } from "./time-of-id.ts";

test.each([0, 1, 1_763_712_000_123, 2 ** 47])("an id made at %i ms tells that moment", (at) => {
  const hex = at.toString(16).padStart(12, "0");
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`;
  expect(timeOfId(formatId("dlv", uuid))).toBe(at);
});

test("an id made by the product tells when it was made", () => {
  const before = Date.now();
  expect(timeOfId(formatId("evt", newId(before)))).toBeGreaterThanOrEqual(before);
});
