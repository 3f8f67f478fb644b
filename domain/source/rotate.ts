import { sourceSecrets } from "#db/schema/source.ts";
import { operation } from "#domain/call/operation.ts";
import { formatId } from "#domain/id.ts";
import { endOlderSecrets } from "#domain/secret/end-older.ts";
import { findSource, holdSource } from "./find.ts";
import { rotatedSourceSecret, rotateSourceInput } from "./schema.ts";
import { makeSourceSecret, sourceSecretSummaries, storeSourceSecret } from "./secret.ts";

export const rotateSource = operation({
  id: "source.rotate",
  summary: "Give a source a new secret",
  description:
    "The answer holds the new secret, this once. The old one is good for `graceSeconds` more (a day when left out); 0 " +
    "ends every older secret within a second. The URL stays.",
  permission: "manage_webhooks",
  scope: "app",
  input: rotateSourceInput,
  output: rotatedSourceSecret,
  audited: true,
  idempotent: true,
  refusals: ["state_forbids"],
  // A token's slow hash holds up no transaction.
  outside: async ({ app, inTenant }, { id, verification }) => {
    const known = await inTenant(async (tx) => ({
      kind: (await findSource(tx, app, id)).verificationKind,
      taken: (await sourceSecretSummaries(tx, [id])).get(id)?.last4,
    }));
    return makeSourceSecret(known.kind, { own: verification.secret, ...known });
  },
  run: async ({ app, tx, audit, outside: made }, { id, graceSeconds }) => {
    await holdSource(tx, app, id);
    const before = (await sourceSecretSummaries(tx, [id])).get(id);
    const owner = { tenantId: app.tenantId, sourceId: id };
    const endsAt = await endOlderSecrets(tx, { id, graceSeconds }, OLDER);
    const previousSecretExpiresAt = endsAt?.toISOString() ?? null;
    await storeSourceSecret(tx, owner, made);
    await audit({
      target: { type: "source", id: formatId("src", id) },
      before: { secretLast4: before?.last4[0] ?? null },
      after: { secretLast4: made.last4, graceSeconds, previousSecretExpiresAt },
    });
    return { secret: made.secret, previousSecretExpiresAt };
  },
});

/** How many secrets a source goes by at once, the newest included: a request may have to be tried with each. */
export const SOURCE_SECRETS_MAX = 5;

const OLDER = {
  table: sourceSecrets,
  owner: sourceSecrets.sourceId,
  max: SOURCE_SECRETS_MAX,
  tooMany: "secrets of this source are still good",
};
