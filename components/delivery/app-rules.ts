import type { Endpoint } from "#domain/endpoint/schema.ts";
import type { HoldFacts } from "./hold.ts";

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
