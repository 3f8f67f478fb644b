import type { LedgerBehaviour } from "#harness/ledger-receiver.ts";

/** An endpoint that a run has, and how its receiver behaves. */
export type PlannedEndpoint = {
  name: string;
  tenant: "a" | "b";
  /** Null: every event of its tenant. */
  eventTypes: string[] | null;
  behaviour: LedgerBehaviour;
  /** Seconds. */
  retrySchedule: number[];
  maxInFlight: number;
  rateLimitPerSecond: number | null;
  /** Its receiver accepts in the end. */
  isHealthy: boolean;
};

/** Events are posted for tenant b in one of ten cases; the others are tenant a's, of these types. */
export const MAIN_TYPE = "order.paid";
export const SIDE_TYPES = ["side.refused", "side.gone", "side.removed"] as const;

/** The endpoint that is deleted when half of the events are posted. */
export const REMOVED = "removed";

/** Short, and long enough to outlast every fault. */
const SCHEDULE: number[] = [1, 1, 2, 2, 3, 4, 5, 6, 8, 10];

/**
 * Three endpoints that every event of tenant a goes to, three that a share goes to and that end badly, and a second
 * tenant's. Nobody answers at once, so that at every moment requests are on their way.
 */
export const STANDARD_PLAN: readonly PlannedEndpoint[] = [
  healthy("quick", { behaviour: { kind: "accepts", delayMs: [2, 30] } }),
  healthy("slow", { behaviour: { kind: "accepts", delayMs: [200, 500] } }),
  healthy("stumbling", { behaviour: { kind: "stumbles", delayMs: [5, 60], share: 0.25 } }),
  healthy("neighbour", { tenant: "b", behaviour: { kind: "accepts", delayMs: [5, 60] } }),
  sick("refusing", { eventTypes: [SIDE_TYPES[0]], behaviour: { kind: "refuses", delayMs: [2, 30] } }),
  sick("leaving", { eventTypes: [SIDE_TYPES[1]], behaviour: { kind: "leaves", delayMs: [2, 30], after: 5 } }),
  sick(REMOVED, { eventTypes: [SIDE_TYPES[2]], behaviour: { kind: "accepts", delayMs: [2, 30] } }),
];

export function healthy(
  name: string,
  facts: Partial<PlannedEndpoint> & Pick<PlannedEndpoint, "behaviour">,
): PlannedEndpoint {
  return {
    name,
    tenant: "a",
    eventTypes: null,
    retrySchedule: SCHEDULE,
    maxInFlight: 100,
    rateLimitPerSecond: null,
    isHealthy: true,
    ...facts,
  };
}

export function sick(
  name: string,
  facts: Partial<PlannedEndpoint> & Pick<PlannedEndpoint, "behaviour">,
): PlannedEndpoint {
  return {
    name,
    tenant: "a",
    eventTypes: null,
    retrySchedule: [1, 1],
    maxInFlight: 10,
    rateLimitPerSecond: null,
    isHealthy: false,
    ...facts,
  };
}
