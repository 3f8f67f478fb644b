/** How much a run throws. */
export type Scale = {
  events: number;
  /** Faults of the scenario's kind in one round. */
  faults: number;
  restarts: number;
  /** Deliveries that wait for a receiver that is down. */
  backlog: number;
  /** Deliveries that are due at an endpoint that hangs. */
  hanging: number;
  manyWorkers: number;
};

export type Form = "short" | "long";

/** The short form is part of `npm test` and finds its time between other tests; the long form throws all of it. */
export const SCALES: Readonly<Record<Form, Scale>> = {
  short: { events: 200, faults: 4, restarts: 4, backlog: 1_500, hanging: 1_000, manyWorkers: 3 },
  long: { events: 1_000, faults: 10, restarts: 20, backlog: 50_000, hanging: 10_000, manyWorkers: 8 },
};
