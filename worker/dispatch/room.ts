import type { ClaimedDelivery } from "./claim.ts";
import { BATCH_MAX, BYTES_IN_HAND_MAX, SLOTS } from "./limits.ts";

/** What a worker has claimed and not yet recorded, by delivery id, each with the bytes of its message once it is loaded. */
export type InHand = Map<string, ClaimedDelivery & { bodyBytes: number }>;

/** How many deliveries may be claimed next, where messages are as large as they were last. Idle workers have room for one. */
export function claimRoom({ inFlight, messageBytes }: { inFlight: InHand; messageBytes: number }): number {
  const slots = Math.min(SLOTS - inFlight.size, BATCH_MAX);
  const messages = Math.floor(bytesLeft(inFlight) / Math.max(1, messageBytes));
  return Math.max(Math.min(slots, messages), inFlight.size === 0 ? 1 : 0);
}

export function bytesLeft(inFlight: InHand): number {
  let bytes = 0;
  for (const { bodyBytes } of inFlight.values()) bytes += bodyBytes;
  return Math.max(0, BYTES_IN_HAND_MAX - bytes);
}
