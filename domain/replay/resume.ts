import { operation } from "#domain/call/operation.ts";
import { moveReplay } from "./move.ts";
import { replay, replayIdInput } from "./schema.ts";

export const resumeReplay = operation({
  id: "replay.resume",
  summary: "Resume a paused bulk replay",
  description: "It goes on after the last delivery that it handled.",
  permission: "manage_webhooks",
  scope: "app",
  input: replayIdInput,
  output: replay,
  audited: true,
  refusals: ["conflict"],
  run: (context, { id }) => moveReplay(context, id, { from: ["paused"], to: "running" }),
});
