export const REPLAY_STATES = ["running", "paused", "completed", "cancelled"] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];
