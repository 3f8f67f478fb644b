import { readBytes } from "#domain/body.ts";
import { DomainError } from "#domain/error.ts";
import { parseJson } from "#domain/json.ts";

/** The largest JSON body of a management call. */
export const JSON_BODY_BYTES_MAX = 1024 * 1024;

/** The body's JSON object; a missing body counts as `{}`, so that POSTs without input need none. */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = await readBytes(request, JSON_BODY_BYTES_MAX);
  if (bytes.length === 0) return {};
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) {
    throw new DomainError("unsupported_media_type", "Send the body as JSON, with `Content-Type: application/json`.");
  }
  const value = parseJson(bytes);
  if (isPlainObject(value)) return value;
  throw new DomainError("invalid_request", "The body must be a JSON object.", {
    issues: [{ path: "", message: "Must be an object" }],
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
