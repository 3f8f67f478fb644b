import type { ActionWords } from "#domain/audit/rule/action-words.ts";
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

export const REPLAY_AUDIT = {
  "replay.create": {
    label: "Replay started",
    sentence: ({ target, after, say }) =>
      `started a replay of many deliveries, ${target}, ${say.count(after.matched, "delivery", "deliveries")}`,
  },
  "replay.pause": { label: "Replay paused", sentence: ({ target }) => `paused the replay ${target}` },
  "replay.resume": { label: "Replay resumed", sentence: ({ target }) => `resumed the replay ${target}` },
  "replay.cancel": { label: "Replay cancelled", sentence: ({ target }) => `cancelled the replay ${target}` },
} satisfies Record<string, ActionWords>;
