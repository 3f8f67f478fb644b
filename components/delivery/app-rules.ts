import type { Endpoint } from "#domain/endpoint/schema.ts";

/** What an app decides for its deliveries: its retry schedule in seconds, and whether endpoints must be verified first. */
export type AppRules = { schedule: readonly number[]; requireVerification: boolean };

/** The schedule in force at an endpoint, in seconds: its own, else its app's. */
export function scheduleAt(endpoint: Pick<Endpoint, "retrySchedule"> | undefined, rules: AppRules): readonly number[] {
  return endpoint?.retrySchedule ?? rules.schedule;
}

/** What may keep an endpoint's deliveries waiting; null while the endpoint is not known. */
export function holdFacts(
  endpoint: Pick<Endpoint, "status" | "statusReason" | "verification"> | undefined,
  rules: AppRules,
): HoldFacts | null {
  if (endpoint === undefined) return null;
  const { status, statusReason, verification } = endpoint;
  return { status, statusReason, isHeld: rules.requireVerification && verification.status !== "verified" };
}

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
