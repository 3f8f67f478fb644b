import { operation } from "#domain/call/operation.ts";
import { moveReplay } from "./move.ts";
import { replay, replayIdInput } from "./schema.ts";

export const cancelReplay = operation({
  id: "replay.cancel",
  summary: "Cancel a bulk replay",
  description: "No further delivery is made. Those made already go out.",
  permission: "manage_webhooks",
  scope: "app",
  input: replayIdInput,
  output: replay,
  audited: true,
  refusals: ["conflict"],
  run: (context, { id }) => moveReplay(context, id, { from: ["running", "paused"], to: "cancelled" }),
});
