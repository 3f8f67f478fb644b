/** What is wrong with a proof, for the owner of the source; the sender is told none of it. */
export type ProofRefusal =
  | "missing_proof"
  | "malformed_proof"
  | "malformed_timestamp"
  | "timestamp_too_old"
  | "timestamp_too_new";

/** Whether a body is what the headers say it is, by any of the secrets. */
export type ProofCheck = (body: Uint8Array, secrets: readonly string[]) => boolean;

/**
 * Reads the proof that a request's headers offer, before its body is read: answers how to check the body, or why there
 * is nothing to check. A header that was sent twice arrives as one with a comma, and no form here has room for that.
 */
export type ReadProof = (headers: Headers, nowSeconds: number) => ProofCheck | ProofRefusal;
