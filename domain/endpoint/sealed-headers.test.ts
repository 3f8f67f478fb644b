import { expect, test } from "vitest";
import { mergeHeaders } from "./sealed-headers.ts";
import { ENDPOINT_SETTINGS } from "./words.ts";

const HEADERS_MAX = ENDPOINT_SETTINGS.headerNames.entriesMax;

test.each([
  ["values are added to none", {}, { "x-a": "1" }, { "x-a": "1" }],
  ["what is not named stays", { "x-a": "1" }, { "x-b": "2" }, { "x-a": "1", "x-b": "2" }],
  ["a value replaces one", { "x-a": "1" }, { "x-a": "2" }, { "x-a": "2" }],
  ["null removes", { "x-a": "1", "x-b": "2" }, { "x-a": null }, { "x-b": "2" }],
  ["null for what is not there removes nothing", { "x-a": "1" }, { "x-b": null }, { "x-a": "1" }],
])("%s", (_, current, change, merged) => {
  expect(mergeHeaders(current, change)).toEqual(merged);
});

test("refuses to grow past the most headers an endpoint may have", () => {
  const full = Object.fromEntries(Array.from({ length: HEADERS_MAX }, (_, at) => [`x-${at}`, "v"]));
  expect(mergeHeaders(full, { "x-0": "new" })).toMatchObject({ "x-0": "new" });
  expect(() => mergeHeaders(full, { "x-more": "v" })).toThrow(`At most ${HEADERS_MAX} headers`);
});
