import { DELIVERY_STATUSES, type DeliveryStatus } from "../words.ts";

/** Whether deliveries of a status are replayed when asked for, only when asked for twice (`force`), or not. */
export function replayability(status: DeliveryStatus): "in_flight" | "free" | "forced" | "never" {
  switch (status) {
    case "pending":
    case "sending":
    case "retrying":
      return "in_flight";
    case "failed":
    case "dead_letter":
      return "free";
    case "succeeded":
      return "forced";
    case "cancelled":
      return "never";
  }
}

/** What a bulk replay takes where it names no status. */
export const REPLAYED_BY_DEFAULT = DELIVERY_STATUSES.filter((status) => replayability(status) === "free");
