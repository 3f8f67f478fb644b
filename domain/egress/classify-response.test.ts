import { expect, it } from "vitest";
import { classifyResponse } from "./result.ts";

it.each([
  [199, "http_status"],
  [200, "succeeded"],
  [204, "succeeded"],
  [299, "succeeded"],
  [300, "redirect"],
  [302, "redirect"],
  [304, "http_status"],
  [308, "redirect"],
  [399, "redirect"],
  [400, "http_status"],
  [410, "http_status"],
  [500, "http_status"],
  [999, "http_status"],
])("status %i is classified as %s", (status, kind) => {
  expect(classifyResponse(status)).toBe(kind);
});
