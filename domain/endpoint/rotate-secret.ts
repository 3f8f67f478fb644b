import { operation } from "#domain/call/operation.ts";
import { formatId } from "#domain/id.ts";
import { secretSummaries } from "#domain/secret/active-secrets.ts";
import { rotateSigningSecret } from "#domain/secret/rotate.ts";
import { secretLast4 } from "#domain/secret/signature.ts";
import { holdEndpoint } from "./find.ts";
import { rotatedSecret, rotateSecretInput } from "./schema.ts";

export const rotateEndpointSecret = operation({
  id: "endpoint.rotate_secret",
  summary: "Give an endpoint a new signing secret",
  description:
    "The answer holds the new secret, this once. For `graceSeconds` (a day when left out) messages carry the signatures " +
    "of both; 0 ends every older secret at once.",
  permission: "manage_webhooks",
  scope: "app",
  input: rotateSecretInput,
  output: rotatedSecret,
  audited: true,
  idempotent: true,
  refusals: ["conflict", "state_forbids"],
  run: async ({ app, tx, audit }, { id, graceSeconds }) => {
    await holdEndpoint(tx, app, id);
    const before = (await secretSummaries(tx, [id])).get(id);
    const owner = { tenantId: app.tenantId, endpointId: id };
    const { secret, previousSecretExpiresAt } = await rotateSigningSecret(tx, owner, graceSeconds);
    const expiresAt = previousSecretExpiresAt?.toISOString() ?? null;
    await audit({
      target: { type: "endpoint", id: formatId("ep", id) },
      before: { signingSecretLast4: before?.last4 ?? null },
      after: { signingSecretLast4: secretLast4(secret), graceSeconds, previousSecretExpiresAt: expiresAt },
    });
    return { secret, previousSecretExpiresAt: expiresAt };
  },
});
