import { replayability } from "#domain/delivery/rule/replay.ts";
import type { DeliveryDetail } from "#domain/delivery/schema.ts";
import type { Endpoint } from "#domain/endpoint/schema.ts";

/** Whether a delivery can be replayed: at once, after a question because it arrived before, or not, and why. */
export type ReplayRule = { kind: "free" } | { kind: "ask" } | { kind: "no"; because: string };

/** What the API would answer, said beforehand. */
export function replayRule(
  delivery: Pick<DeliveryDetail, "status" | "payload">,
  endpoint: Pick<Endpoint, "status"> | undefined,
): ReplayRule {
  if (delivery.payload.body === null)
    return { kind: "no", because: "The payload has expired, so there is nothing to send." };
  if (endpoint?.status === "inactive") return { kind: "no", because: "The endpoint was deleted." };
  switch (replayability(delivery.status)) {
    case "in_flight":
      return { kind: "no", because: "It is still in flight: attempts are under way or to come." };
    case "forced":
      return { kind: "ask" };
    case "free":
      return { kind: "free" };
    case "never":
      return { kind: "no", because: "A cancelled delivery cannot be replayed." };
  }
}
