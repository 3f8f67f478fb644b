import type { Endpoint } from "#domain/endpoint/schema.ts";

/** What keeps an endpoint's deliveries from going out, as a clause, and what lets them go; null: nothing does. */
export function holdOf(endpoint: HoldFacts | null): { because: string; until: string } | null {
  if (endpoint === null) return null;
  if (endpoint.status === "paused") return { because: "the endpoint is paused", until: "someone resumes it" };
  if (endpoint.status === "suspended") {
    const gone = endpoint.statusReason === "gone";
    const because = `Posthouse suspended the endpoint, which ${gone ? "answered 410 Gone" : "kept failing"}`;
    return { because, until: "someone resumes it" };
  }
  if (endpoint.isHeld) return { because: "the endpoint is not verified yet", until: "it is" };
  return null;
}

/** `isHeld`: the app wants endpoints verified before they receive anything, and this one is not. */
export type HoldFacts = Pick<Endpoint, "status" | "statusReason"> & { isHeld: boolean };
