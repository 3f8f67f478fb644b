import { expect, test } from "vitest";
import { listSourcesInput } from "#domain/source/schema.ts";
import { sourceFilterParsers } from "./filter.ts";

test.each(["q", "processId", "threadId"] as const)("%s is kept where the API takes it", (name) => {
  for (const text of ["billing", "x".repeat(200), "x".repeat(201)]) {
    const isTaken = listSourcesInput.shape[name].safeParse(text).success;
    expect(sourceFilterParsers[name].parse(text)).toBe(isTaken ? text : null);
  }
});
