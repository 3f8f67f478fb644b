import type { Issue } from "./error.ts";
import { JSON_DEPTH_MAX } from "./json.ts";

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
