import { operation } from "#domain/call/operation.ts";
import { findSource } from "./find.ts";
import { source, sourceIdInput } from "./schema.ts";
import { presentSource } from "./serialize.ts";

export const getSource = operation({
  id: "source.get",
  summary: "Get a source",
  permission: "manage_webhooks",
  scope: "app",
  input: sourceIdInput,
  output: source,
  audited: false,
  run: async ({ app, tx }, { id }) => presentSource(tx, await findSource(tx, app, id)),
});
