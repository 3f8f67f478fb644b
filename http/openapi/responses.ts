import { ERROR_MEANINGS, type ProblemCode, problemOf } from "./error-meanings.ts";
import type { Media, Reference, ResponseObject } from "./types.ts";

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
