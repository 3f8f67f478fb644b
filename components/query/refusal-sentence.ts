import type { Refusal } from "./run-action.ts";

/** A refusal in one sentence, for forms whose one field holds a whole document: what is wrong in it, and where. */
export function refusalSentence({ detail, issues }: Refusal): string {
  const [issue] = issues;
  if (issue === undefined) return detail;
  return issue.path === "" ? issue.message : `${issue.path}: ${issue.message}`;
}
