import { operation } from "#domain/call/operation.ts";
import { findEndpoint } from "./find.ts";
import { endpoint, endpointIdInput } from "./schema.ts";
import { presentEndpoint } from "./serialize.ts";

export const getEndpoint = operation({
  id: "endpoint.get",
  summary: "Get an endpoint",
  description: "Also one that was deleted, unless it was deleted permanently.",
  permission: "manage_webhooks",
  scope: "app",
  input: endpointIdInput,
  output: endpoint,
  audited: false,
  run: async ({ app, tx }, { id }) => presentEndpoint(tx, app, await findEndpoint(tx, app, id)),
});
