import type { z } from "zod";
import type { Action } from "#components/query/call-action.ts";
import type { createdReplay, createReplayInput, Replay, replayIdInput } from "#domain/replay/schema.ts";

type ReplayId = z.input<typeof replayIdInput>;

/** What a page lets its components do with bulk replays: its operations as server actions. */
export type ReplayActions = {
  /** With `dryRun` it answers `{ matched }`, else the job. */
  create: Action<z.input<typeof createReplayInput>, z.output<typeof createdReplay>>;
  pause: Action<ReplayId, Replay>;
  resume: Action<ReplayId, Replay>;
  cancel: Action<ReplayId, Replay>;
};
