import { isDatabaseAway } from "./database-away.ts";
import { DomainError, ERROR_CODES, type ErrorCode } from "./error.ts";
import { log } from "./log.ts";

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

/** The refusal that an error means to a caller, or null when it is a bug. */
export function asRefusal(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (!isDatabaseAway(error)) return null;
  return new DomainError("unavailable", "The database cannot be reached just now. Try again shortly.", {
    retryAfterSeconds: 5,
  });
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
