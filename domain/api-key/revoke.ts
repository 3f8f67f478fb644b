import { and, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { apiKeys } from "#db/schema/tenant.ts";
import type { Actor } from "#domain/call/actor.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError, notFound } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { withinReach } from "./list.ts";
import { apiKeyIdInput, revokedApiKey } from "./schema.ts";

export const revokeApiKey = operation({
  id: "api_key.delete",
  summary: "Revoke an API key",
  description: "It stops working within a second and stays in the list. A key may revoke itself.",
  permission: "manage_webhooks",
  scope: "app",
  input: apiKeyIdInput,
  output: revokedApiKey,
  audited: true,
  refusals: ["conflict"],
  run: async ({ actor, app, tx, audit }, { id: keyId }) => {
    const theKey = and(withinReach(actor, app.id), eq(apiKeys.id, keyId));
    const [revoked] = await tx
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(and(theKey, isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name, revokedAt: apiKeys.revokedAt });
    if (!revoked?.revokedAt) throw await whyNot(tx, { actor, appId: app.id, keyId });
    const id = formatId("key", keyId);
    const deletedAt = revoked.revokedAt.toISOString();
    await audit({ target: { type: "api_key", id }, before: { name: revoked.name }, after: { revokedAt: deletedAt } });
    return { id, deletedAt };
  },
});

async function whyNot(tx: Tx, { actor, appId, keyId }: { actor: Actor; appId: string; keyId: string }) {
  const exists = await tx.$count(apiKeys, and(withinReach(actor, appId), eq(apiKeys.id, keyId)));
  return exists ? new DomainError("conflict", "This API key has been revoked already.") : notFound("API key");
}
