import { operation } from "#domain/call/operation.ts";
import { formatId } from "#domain/id.ts";
import { auditFacts } from "./audit-facts.ts";
import { deactivate } from "./deactivate.ts";
import { removeForGood } from "./remove-for-good.ts";
import { deletedEndpoint, deleteEndpointInput } from "./schema.ts";

export const deleteEndpoint = operation({
  id: "endpoint.delete",
  summary: "Delete an endpoint",
  description:
    "Nothing is sent to it any more: what waits is cancelled, what is being sent right now is finished. Its history " +
    "stays readable; `permanent=true` removes the endpoint, its secrets and its history for good.",
  permission: "manage_webhooks",
  scope: "app",
  input: deleteEndpointInput,
  output: deletedEndpoint,
  audited: true,
  refusals: ["conflict"],
  run: async ({ app, tx, audit }, { id, permanent }) => {
    const { endpoint, deletedAt, removed } = await (permanent ? removeForGood : deactivate)(tx, app, id);
    const target = { type: "endpoint", id: formatId("ep", id) };
    await audit({ target, before: auditFacts(endpoint), after: { permanent, ...removed } });
    return { id: formatId("ep", id), deletedAt: deletedAt.toISOString() };
  },
});
