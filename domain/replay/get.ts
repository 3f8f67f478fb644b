import { operation } from "#domain/call/operation.ts";
import { findReplay } from "./find.ts";
import { replay, replayIdInput } from "./schema.ts";
import { serializeReplay } from "./serialize.ts";

export const getReplay = operation({
  id: "replay.get",
  summary: "Get a bulk replay with its progress",
  permission: "manage_webhooks",
  scope: "app",
  input: replayIdInput,
  output: replay,
  audited: false,
  run: async ({ app, tx }, { id }) => serializeReplay(await findReplay(tx, app, id)),
});
