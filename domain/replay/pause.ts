import { operation } from "#domain/call/operation.ts";
import { moveReplay } from "./move.ts";
import { replay, replayIdInput } from "./schema.ts";

export const pauseReplay = operation({
  id: "replay.pause",
  summary: "Pause a bulk replay",
  description: "No further delivery is made until it is resumed. Those made already go out.",
  permission: "manage_webhooks",
  scope: "app",
  input: replayIdInput,
  output: replay,
  audited: true,
  refusals: ["conflict"],
  run: (context, { id }) => moveReplay(context, id, { from: ["running"], to: "paused" }),
});
