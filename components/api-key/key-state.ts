import type { ApiKey } from "#domain/api-key/schema.ts";

export type KeyState = "good" | "ending" | "expired" | "revoked";

/** Whether a key works at `nowMs`; `ending` within its last seven days. */
export function keyState({ revokedAt, expiresAt }: Pick<ApiKey, "revokedAt" | "expiresAt">, nowMs: number): KeyState {
  if (revokedAt !== null) return "revoked";
  if (expiresAt === null) return "good";
  const leftMs = Date.parse(expiresAt) - nowMs;
  if (leftMs <= 0) return "expired";
  return leftMs <= ENDING_MS ? "ending" : "good";
}

const ENDING_MS = 7 * 86_400_000;
