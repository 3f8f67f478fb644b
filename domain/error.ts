/** Every code an expected refusal can carry, with the HTTP status it becomes and its short title. */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: "The request is not valid" },
  invalid_cursor: { status: 400, title: "The cursor is not valid" },
  tenant_required: { status: 400, title: "Name a tenant" },
  unauthenticated: { status: 401, title: "Sign in or send an API key" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  conflict: { status: 409, title: "In conflict with the current state" },
  idempotency_in_progress: { status: 409, title: "A request with this key is still running" },
  payload_expired: { status: 410, title: "The payload has expired" },
  source_inactive: { status: 410, title: "The source is not active" },
  payload_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "Unsupported content type" },
  delivery_in_flight: { status: 422, title: "The delivery is still in flight" },
  delivery_succeeded: { status: 422, title: "The delivery has already succeeded" },
  idempotency_key_reused: { status: 422, title: "The idempotency key was used for another request" },
  unknown_event_type: { status: 422, title: "The event type is not in the catalogue" },
  event_schema_mismatch: { status: 422, title: "The event does not match its schema" },
  state_forbids: { status: 422, title: "The current state does not allow this" },
  rate_limited: { status: 429, title: "Too many requests" },
  unavailable: { status: 503, title: "Temporarily unavailable" },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing wrong with one field; `path` is dotted (`requestConfig.timeoutMs`), empty for the whole input. */
export type Issue = { path: string; message: string };

export type DomainErrorDetails = { issues?: readonly Issue[]; retryAfterSeconds?: number };

/** An expected refusal. The sentence tells its reader what to do; a bug is never a DomainError. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly Issue[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, sentence: string, details: DomainErrorDetails = {}) {
    super(sentence);
    this.name = "DomainError";
    this.code = code;
    this.issues = details.issues;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The 404 that another tenant's id, a deleted row and a malformed id all get, so that they cannot be told apart. */
export function notFound(noun: string): DomainError {
  return new DomainError("not_found", `No such ${noun} here. Check the id and the app it belongs to.`);
}

/** A 400 that blames one field. */
export function invalidField(path: string, message: string): DomainError {
  return new DomainError("invalid_request", `${path}: ${message}`, { issues: [{ path, message }] });
}

/** The refusal that an error means to a caller, or null when it is a bug. */
export function asRefusal(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (!isDatabaseAway(error)) return null;
  return new DomainError("unavailable", "The database cannot be reached just now. Try again shortly.", {
    retryAfterSeconds: 5,
  });
}

/** Whether an error means that the database cannot be reached or is restarting, rather than that we sent it nonsense. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = String(Reflect.get(cause, "code"));
    if (AWAY_CODES.has(code) || CONNECTION_CLASS.test(code)) return true;
  }
  return false;
}

/** SQLSTATE class 08, connection exception: also what a pooler says that cannot reach the server. */
const CONNECTION_CLASS = /^08[0-9A-Z]{3}$/;

// Sockets, names and driver; then SQLSTATE classes 57P (shutdown, starting up) and 53300 (no connection left).
const AWAY_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "ETIMEDOUT",
  "EPIPE",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);
