import type { z } from "zod";
import { issueSentence } from "#domain/rule/field.ts";
import type { Refusal } from "#http/action.ts";

export type Issue = Refusal["issues"][number];

/** What is wrong with a field: the first sentence for it, and each by its path below the field, "" for the field itself. */
export type PlacedIssue = { type: "refused"; message: string; types: { [path: string]: string } };

/** Gives each issue to the field whose name its path is or lies below; `unplaced` have none on the page. */
export function placeIssues(
  issues: readonly Issue[],
  fields: ReadonlySet<string>,
): { placed: ReadonlyMap<string, PlacedIssue>; unplaced: readonly Issue[] } {
  const placed = new Map<string, PlacedIssue>();
  const unplaced: Issue[] = [];
  for (const issue of issues) {
    const { path, message } = issue;
    const name = [...fields].find((field) => path === field || path.startsWith(`${field}.`));
    if (name === undefined) {
      unplaced.push(issue);
      continue;
    }
    const known = placed.get(name);
    const types = { [path.slice(name.length + 1)]: message, ...known?.types };
    placed.set(name, { type: "refused", message: known?.message ?? message, types });
  }
  return { placed, unplaced };
}

/** What an operation's schema has against an input, in sentences for people: its own where it has some. */
export function schemaIssues(schema: z.ZodType, input: unknown): Issue[] {
  const issues = schema.safeParse(input, { error: issueSentence }).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
}
