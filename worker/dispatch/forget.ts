import type { ClaimedDelivery } from "./claim.ts";

/** Takes a claim out of what is in flight. One whose lease was lost may be there anew by now, and then that stays. */
export function forget(
  inFlight: Map<string, ClaimedDelivery>,
  { id, leaseId }: Pick<ClaimedDelivery, "id" | "leaseId">,
): void {
  if (inFlight.get(id)?.leaseId === leaseId) inFlight.delete(id);
}
