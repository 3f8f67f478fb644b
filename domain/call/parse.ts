import type { z } from "zod";
import { DomainError, type Issue, notFound } from "../error.ts";
import { MALFORMED_ID } from "../field.ts";
import { JSON_DEPTH_MAX } from "../json.ts";
import { issueSentence } from "../rule/field.ts";

/** Parses untrusted input. Refuses with one issue per field; a malformed id alone is answered like an unknown id. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const parsed = schema.safeParse(raw, { error: issueSentence });
  if (!parsed.success && parsed.error.issues.every(isMalformedId)) throw notFound("object");
  const refused = parsed.success ? [] : parsed.error.issues.flatMap(toIssues);
  const issues = firstOfEachField([...unstorableText(raw), ...refused]);
  if (parsed.success && issues.length === 0) return parsed.data;
  throw new DomainError("invalid_request", sentence(issues), { issues });
}

const ISSUES_MAX = 50;

function firstOfEachField(issues: Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ path }) => !seen.has(path) && seen.add(path)).slice(0, ISSUES_MAX);
}

function sentence(issues: Issue[]): string {
  const fields = [...new Set(issues.map((issue) => issue.path || "the input"))].slice(0, 5).join(", ");
  return `Correct ${fields} and send it again.`;
}

function toIssues(issue: z.core.$ZodIssue): Issue[] {
  const path = issue.path.map(String).join(".");
  if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
  return issue.keys
    .slice(0, ISSUES_MAX)
    .map((key) => ({ path: path ? `${path}.${key}` : key, message: "Unknown field" }));
}

function isMalformedId(issue: z.core.$ZodIssue): boolean {
  return issue.code === "custom" && issue.params?.[MALFORMED_ID] === true;
}

/**
 * The one rule for text that comes in: well-formed Unicode without U+0000, which is what PostgreSQL can keep. Answers an
 * issue for every string or key of a parsed JSON value (or query) that breaks it. Bytes are no text and pass.
 */
export function unstorableText(value: unknown, path: readonly string[] = []): Issue[] {
  if (typeof value === "string") return isStorable(value) ? [] : [{ path: path.join("."), message: UNSTORABLE }];
  if (path.length > JSON_DEPTH_MAX) return [{ path: path.join("."), message: "Nested too deep" }];
  if (Array.isArray(value)) return value.flatMap((item, at) => unstorableText(item, [...path, String(at)]));
  if (!isPlainObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    isStorable(key) ? unstorableText(item, [...path, key]) : [{ path: path.join("."), message: UNSTORABLE }],
  );
}

const UNSTORABLE = "Must be well-formed Unicode without U+0000";

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
