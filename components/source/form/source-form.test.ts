import { expect, test } from "vitest";
import { schemaIssues } from "#components/form/issues.ts";
import { createSourceInput } from "#domain/source/schema.ts";
import type { SourceValues } from "./source-form.tsx";
import { NEW_SOURCE, toCreateInput } from "./source-form.tsx";

const filled = (verification: Partial<SourceValues["verification"]>): SourceValues => ({
  ...NEW_SOURCE,
  verification: { ...NEW_SOURCE.verification, ...verification },
});

test("what is left empty is not set, and a rule goes with kind hmac only", () => {
  const { verification } = toCreateInput(filled({ kind: "github", header: "x-left-over" }));
  expect(verification).toEqual({ kind: "github" });
});

test("a secret typed for another provider is not sent with a token", () => {
  expect(toCreateInput(filled({ kind: "token", secret: "typed before" })).verification).toEqual({ kind: "token" });
});

test.each([
  [{ kind: "hmac" as const }, "verification.header"],
  [{ kind: "hmac" as const, header: "host" }, "verification.header"],
  [{ kind: "stripe" as const, secret: "short" }, "verification.secret"],
])("%j is refused at its field", (verification, path) => {
  const issues = schemaIssues(createSourceInput, toCreateInput(filled(verification)));
  expect(issues.map((issue) => issue.path)).toEqual([path]);
});
