import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";

/** Whether a delivery can be replayed: at once, after a question because it arrived before, or not, and why. */
export type ReplayRule = { kind: "free" } | { kind: "ask" } | { kind: "no"; because: string };

/** The same rule as the API's, so that the button says beforehand what the API would answer. */
export function replayRule(
  delivery: Pick<DeliveryDetail, "status" | "payload">,
  endpoint: Pick<Endpoint, "status"> | undefined,
): ReplayRule {
  if (delivery.payload.body === null)
    return { kind: "no", because: "The payload has expired, so there is nothing to send." };
  if (endpoint?.status === "inactive") return { kind: "no", because: "The endpoint was deleted." };
  switch (delivery.status) {
    case "pending":
    case "sending":
    case "retrying":
      return { kind: "no", because: "It is still in flight: attempts are under way or to come." };
    case "succeeded":
      return { kind: "ask" };
    case "failed":
    case "dead_letter":
      return { kind: "free" };
    case "cancelled":
      return { kind: "no", because: "A cancelled delivery cannot be replayed." };
  }
}
