import { asRefusal, DomainError, ERROR_CODES, type ErrorCode } from "#domain/error.ts";
import { log } from "#domain/log.ts";
import { newRequestId } from "./request.ts";

/** What an operation answers, as JSON. */
export function jsonAnswer(answer: unknown, { status, requestId }: { status: number; requestId: string }): Response {
  return Response.json(answer, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** The answer to a method that a path does not have; `allow` names those it has. */
export function methodNotAllowed(request: Request, allow: string): Response {
  const error = new DomainError("method_not_allowed", `Use ${allow} here.`);
  const response = problemResponse(error, newRequestId(request.headers));
  response.headers.set("allow", allow);
  return response;
}

/** An RFC 9457 problem: what every refusal of the API looks like. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode | "internal_error";
  detail: string;
  issues?: readonly { path: string; message: string }[];
  requestId: string;
};

/** Any thrown value as a problem response. A bug is logged once, here, and answered without its details. */
export function problemResponse(error: unknown, requestId: string): Response {
  const refusal = asRefusal(error);
  if (!refusal) log.error({ err: error, requestId }, "request failed");
  const problem = refusal ? fromRefusal(refusal, requestId) : internalError(requestId);
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (refusal?.retryAfterSeconds !== undefined) headers.set("retry-after", String(refusal.retryAfterSeconds));
  if (problem.status === 401) headers.set("www-authenticate", 'Bearer realm="posthouse"');
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function fromRefusal(error: DomainError, requestId: string): Problem {
  const { status, title } = ERROR_CODES[error.code];
  return {
    type: `/docs/errors#${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(error.issues ? { issues: error.issues } : {}),
    requestId,
  };
}

function internalError(requestId: string): Problem {
  const detail = "Something went wrong on our side. It has been logged under this request id.";
  return {
    type: "/docs/errors#internal_error",
    title: "Internal error",
    status: 500,
    code: "internal_error",
    detail,
    requestId,
  };
}
