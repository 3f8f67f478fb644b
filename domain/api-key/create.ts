import { operation } from "#domain/call/operation.ts";
import { systemClock } from "#domain/clock.ts";
import { insertApiKey } from "./insert.ts";
import { allowedApp, allowedExpiry, allowedPermissions } from "./limits.ts";
import { apiKeyWithKey, createApiKeyInput } from "./schema.ts";
import { serializeApiKey } from "./serialize.ts";

export const createApiKey = operation({
  id: "api_key.create",
  summary: "Create an API key",
  description: "The answer is the only place where the key is shown. It can do no more than who creates it.",
  permission: "manage_webhooks",
  scope: "app",
  input: createApiKeyInput,
  output: apiKeyWithKey,
  audited: true,
  idempotent: true,
  run: async ({ actor, tx, audit }, input) => {
    const { row, token } = await insertApiKey(tx, {
      tenantId: actor.tenantId,
      name: input.name,
      permissions: allowedPermissions(actor, input.permissions),
      appId: await allowedApp(tx, actor, input.appId),
      expiresAt: await allowedExpiry(tx, actor, { wanted: input.expiresAt, now: systemClock() }),
    });
    const made = serializeApiKey(row);
    await audit({ target: { type: "api_key", id: made.id }, after: made });
    return { ...made, key: token };
  },
});
