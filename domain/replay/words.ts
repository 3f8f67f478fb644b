import type { NumberRule } from "#domain/rule/field.ts";

export const REPLAY_STATES = ["running", "paused", "completed", "cancelled"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

/** New deliveries per second. */
export const REPLAY_RATE = {
  min: 1,
  max: 1000,
  fault: "The pace is a whole number from 1 to 1000.",
} as const satisfies NumberRule;
export const REPLAY_RATE_DEFAULT = 50;
