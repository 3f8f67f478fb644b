import { ERROR_MEANINGS, type ProblemCode, problemOf } from "./error-meanings.ts";
import type { Mounted } from "./mounted.ts";
import type { Media, Reference, ResponseObject, Schema } from "./types.ts";

/** The codes an operation can be refused with, by status: what every call can be refused for, and its own. */
export function refusalsOf({ operation, method, body }: Mounted, input: Schema): Map<number, ProblemCode[]> {
  const { idempotent, refusals } = operation.facts;
  const hasCursor = input.properties?.cursor !== undefined;
  const takesBody = body !== null || !["GET", "DELETE"].includes(method);
  const codes: ProblemCode[] = [
    ...EVERY_CALL,
    ...(hasCursor ? (["invalid_cursor"] as const) : []),
    ...(takesBody ? (["payload_too_large", "unsupported_media_type"] as const) : []),
    ...(idempotent ? (["idempotency_in_progress", "idempotency_key_reused"] as const) : []),
    ...refusals,
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...new Set(codes)].sort()) {
    const { status } = problemOf(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

const EVERY_CALL: readonly ProblemCode[] = [
  "invalid_request",
  "tenant_required",
  "unauthenticated",
  "forbidden",
  "not_found",
  "rate_limited",
  "internal_error",
  "unavailable",
];

/** The component that describes a refusal with one of these codes; they share a status. */
export function refusalName(codes: readonly ProblemCode[]): string {
  return codes.map((code) => code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())).join("Or");
}

/** A refusal: the codes that it may carry, each with an example. */
export function refusalResponse(codes: readonly ProblemCode[]): ResponseObject {
  const status = codes[0] ? problemOf(codes[0]).status : 500;
  const narrowed = { properties: { status: { const: status }, code: { enum: [...codes] } } };
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleProblem(code) }]));
  const media: Media = { schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, narrowed] }, examples };
  return {
    description: codes.map((code) => `\`${code}\`: ${ERROR_MEANINGS[code]}`).join("\n\n"),
    headers: { ...REQUEST_ID, ...(codes.some(isRetried) && RETRY_AFTER), ...(status === 401 && CHALLENGE) },
    content: { "application/problem+json": media },
  };
}

export const REQUEST_ID: Record<string, Reference> = { "x-request-id": header("RequestId") };
const RETRY_AFTER: Record<string, Reference> = { "retry-after": header("RetryAfter") };
const CHALLENGE: Record<string, Reference> = { "www-authenticate": header("Challenge") };

function header(name: string): Reference {
  return { $ref: `#/components/headers/${name}` };
}

/** Those that say when to come again. */
function isRetried(code: ProblemCode): boolean {
  return code === "idempotency_in_progress" || code === "unavailable" || code === "rate_limited";
}

function exampleProblem(code: ProblemCode) {
  const { status, title } = problemOf(code);
  const issues = code === "invalid_request" ? { issues: [{ path: "url", message: "Must be an https URL" }] } : {};
  const detail = ERROR_MEANINGS[code];
  const requestId = "0198c0de-0000-7000-8000-000000000001";
  return { type: `/docs/errors#${code}`, title, status, code, detail, ...issues, requestId };
}
