import { expect, test } from "vitest";
import { listAuditInput } from "#domain/audit/schema.ts";
import { auditFilterParsers, NO_FILTERS, toListInput } from "./filter.ts";

const NAMES = ["action", "actor", "target", "after", "before"] as const;
const TEXTS = [
  "endpoint.update",
  "x".repeat(100),
  "x".repeat(101),
  "x".repeat(200),
  "x".repeat(201),
  "2026-01-31T12:00:00Z",
  "yesterday",
];

test.each(NAMES.flatMap((name) => TEXTS.map((text) => [name, text] as const)))(
  "%s=%s is kept where the API takes it",
  (name, text) => {
    const isTaken = listAuditInput.shape[name].safeParse(text).success;
    expect(auditFilterParsers[name].parse(text)).toBe(isTaken ? text : null);
  },
);

test("no filter asks for everything", () => {
  expect(listAuditInput.parse(toListInput(NO_FILTERS))).toEqual({ limit: 50 });
});
