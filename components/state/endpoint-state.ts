import type { EndpointState } from "./state.ts";

type EndpointStatus = "active" | "paused" | "suspended" | "inactive";
type HealthState = "healthy" | "degraded" | "failing" | "idle";

/** The one state to show for an endpoint: an active one shows its health, any other its status. */
export function endpointState(status: EndpointStatus, health: HealthState): EndpointState {
  return status === "active" ? health : status;
}
