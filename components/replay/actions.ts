import type { ActionOf } from "#components/query/call-action.ts";
import type { cancelReplay } from "#domain/replay/cancel.ts";
import type { createReplay } from "#domain/replay/create.ts";
import type { pauseReplay } from "#domain/replay/pause.ts";
import type { resumeReplay } from "#domain/replay/resume.ts";

/** What a page lets its components do with bulk replays: its operations as server actions. */
export type ReplayActions = {
  create: ActionOf<typeof createReplay>;
  pause: ActionOf<typeof pauseReplay>;
  resume: ActionOf<typeof resumeReplay>;
  cancel: ActionOf<typeof cancelReplay>;
};
