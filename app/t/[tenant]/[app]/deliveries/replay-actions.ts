import type { ReplayActions } from "#components/replay/actions.ts";
import { cancelReplayAction, createReplayAction, pauseReplayAction, resumeReplayAction } from "./actions.ts";

/** What the pages of deliveries may do with bulk replays. */
export const replayActions: ReplayActions = {
  create: createReplayAction,
  pause: pauseReplayAction,
  resume: resumeReplayAction,
  cancel: cancelReplayAction,
};
