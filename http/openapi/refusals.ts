import { type ProblemCode, problemOf } from "./error-meanings.ts";
import type { Mounted } from "./mounted.ts";
import type { Schema } from "./types.ts";

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
