export const HEALTH_STATES = ["healthy", "degraded", "failing", "idle"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** Waiting deliveries are counted up to here, so that a backlog of millions costs no more than one of thousands. */
export const BACKLOG_COUNT_MAX = 10_000;
/** The report on an app lists at most this many failing endpoints. */
export const FAILING_SHOWN_MAX = 100;
/** A sparkline shows this many hours; the last point is the current one. */
export const SPARK_POINTS = 24;
/** The most marks a chart gets; the newest are kept. */
export const CHANGES_SHOWN_MAX = 100;
