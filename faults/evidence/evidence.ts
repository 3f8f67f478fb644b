import type { DeliveryStatus } from "#domain/delivery/words.ts";
import type { EndpointStatus } from "#domain/endpoint/words.ts";
import type { Post } from "#faults/load.ts";
import type { Hit } from "#harness/ledger-receiver.ts";

/** Everything that is known of one fault run: what was thrown, what the database says, what the receivers wrote down. */
export type Evidence = {
  endpoints: readonly EndpointFact[];
  removal: Removal | null;
  posts: readonly Post[];
  events: readonly EventFact[];
  deliveries: readonly DeliveryFact[];
  attempts: readonly AttemptFact[];
  deliveryChanges: readonly DeliveryChange[];
  endpointChanges: readonly EndpointChange[];
  hits: readonly Hit[];
  faults: readonly Fault[];
  dashboards: readonly Dashboard[];
};

/** A rule that holds after every run, whatever was thrown; `check` answers a sentence with its ids for each breach. */
export type Invariant = { name: string; check: (evidence: Evidence) => string[] };

/** Ids are public ids everywhere in the evidence, so that what an invariant prints can be pasted anywhere. */
export type EndpointFact = {
  id: string;
  tenantId: string;
  path: string;
  /** Exact names; null: all. */
  eventTypes: readonly string[] | null;
  status: EndpointStatus;
  statusReason: string | null;
  /** Seconds. */
  retrySchedule: readonly number[];
  maxInFlight: number;
  /** Whether its receiver accepts in the end: every event must have arrived there. */
  isHealthy: boolean;
};

/** The deletion of an endpoint while events came in. */
export type Removal = { endpointId: string; requestedAtMs: number; answeredAtMs: number };

export type EventFact = {
  id: string;
  tenantId: string;
  type: string;
  bodySha256: string;
  /** Made by Posthouse itself, so nobody posted it. */
  isSynthetic: boolean;
};

export type DeliveryFact = {
  id: string;
  tenantId: string;
  endpointId: string;
  eventId: string;
  status: DeliveryStatus;
  attemptCount: number;
};

export type AttemptFact = {
  deliveryId: string;
  endpointId: string;
  number: number;
  errorCode: string | null;
  responseCode: number | null;
};

/** One change of a delivery's state, written by a trigger in the changing transaction. */
export type DeliveryChange = {
  deliveryId: string;
  from: DeliveryStatus;
  to: DeliveryStatus;
  attemptCountBefore: number;
  attemptCount: number;
  nextAttemptAtMs: number | null;
  /** `now()` of the transaction, and when it was committed. */
  decidedAtMs: number;
  committedAtMs: number;
};

export type EndpointChange = { endpointId: string; from: EndpointStatus; to: EndpointStatus; committedAtMs: number };

/** One fault that was thrown, and the attempts that the database had under way right after it. */
export type Fault = { kind: string; inFlight: readonly { deliveryId: string; attempt: number }[] };

/** What an app's pages say. */
export type Dashboard = {
  tenantId: string;
  deliveries: number;
  successRate: number | null;
  backlog: number;
  /** Counted up to COUNTED_MAX each. */
  byStatus: ReadonlyMap<DeliveryStatus, number>;
  endpoints: readonly EndpointFigures[];
};

export type EndpointFigures = {
  endpointId: string;
  succeeded: number;
  failed: number;
  deadLetter: number;
  consecutiveFailures: number;
  hasEverSucceeded: boolean;
};

export function indexBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

/**
 * The attempts that the faults took down, as `delivery/number`: under way when a fault struck, and never recorded by the
 * worker that made them. Both halves are needed: the snapshot also holds what other workers finished, and a record that
 * says `unknown` where none struck would be the very mistake that is looked for.
 */
export function lostAttempts({ faults, attempts }: Pick<Evidence, "faults" | "attempts">): Set<string> {
  const hit = new Set(faults.flatMap(({ inFlight }) => inFlight.map((one) => attemptKey(one.deliveryId, one.attempt))));
  const unknown = attempts.filter(({ errorCode, responseCode }) => errorCode === "unknown" && responseCode === null);
  return new Set(unknown.map(({ deliveryId, number }) => attemptKey(deliveryId, number)).filter((key) => hit.has(key)));
}

export function attemptKey(deliveryId: string, number: number): string {
  return `${deliveryId}/${number}`;
}
