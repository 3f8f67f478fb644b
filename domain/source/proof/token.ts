import type { ProofRefusal } from "./proof.ts";

/** A token as it is made here (see make-secret.ts); anything else is none, and costs nothing to refuse. */
const TOKEN_FORM = /^phs_[A-Za-z0-9_-]{43}$/;

/** The token that a request offers, as `Authorization: Bearer …` or as `X-Webhook-Secret`: in one of them, and once. */
export function readToken(headers: Headers): { token: string } | ProofRefusal {
  const authorization = headers.get("authorization");
  const plain = headers.get("x-webhook-secret");
  if (!authorization && !plain) return "missing_proof";
  if (authorization !== null && plain !== null) return "malformed_proof";
  const token = plain ?? /^Bearer (.+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return TOKEN_FORM.test(token) ? { token } : "malformed_proof";
}
