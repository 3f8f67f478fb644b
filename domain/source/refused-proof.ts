import { DomainError, type ErrorCode } from "#domain/error.ts";
import type { ProofRefusal } from "./providers/source-kind.ts";
import type { RefusalReason } from "./words.ts";

/** A request whose proof is missing or wrong: the sender is told no more than that, the owner of the source the reason. */
export class RefusedProof extends DomainError {
  readonly reason: ProofRefusal;

  constructor(reason: ProofRefusal) {
    super("unauthenticated", "The request does not prove that it comes from this source.");
    this.name = "RefusedProof";
    this.reason = reason;
  }
}

/** Why a source refused a request, or null where the fault was not the request's. */
export function reasonOf(error: unknown): RefusalReason | null {
  if (error instanceof RefusedProof) return error.reason;
  return error instanceof DomainError ? (REASONS[error.code] ?? null) : null;
}

const REASONS: Partial<Record<ErrorCode, RefusalReason>> = {
  source_inactive: "inactive",
  unsupported_media_type: "unsupported_media_type",
  payload_too_large: "payload_too_large",
  rate_limited: "rate_limited",
};
