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

/** The body's bytes, refused as soon as they are more than `bytesMax`, whatever content-length said. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const tooLarge = () => new DomainError("payload_too_large", `The body may have at most ${bytesMax} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
