/** One event that the suite posted, and what it knows of its fate. */
export type Post = {
  number: number;
  tenantId: string;
  type: string;
  bodySha256: string;
  /** Posted with an Idempotency-Key, again and again until it was accepted. */
  isKeyed: boolean;
  startedAtMs: number;
  endedAtMs: number;
  outcome: PostOutcome;
};

export type PostOutcome =
  | { kind: "accepted"; eventId: string; deliveries: number }
  /** Answered, but not with 202. */
  | { kind: "refused"; status: number }
  /** Sent and not answered: it may have been kept. */
  | { kind: "unknown"; reason: string };
