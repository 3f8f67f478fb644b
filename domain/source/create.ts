import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { sources } from "#db/schema/source.ts";
import { type AppContext, holdApp } from "#domain/app/resolve.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import type { SourceRow } from "./find.ts";
import { createSourceInput, sourceWithSecret } from "./schema.ts";
import { makeSourceSecret, storeSourceSecret } from "./secret.ts";
import { auditedSource, presentSource } from "./serialize.ts";
import { makeUrlToken } from "./url-token.ts";
import { KIND_WORDS } from "./words.ts";

export const SOURCES_PER_APP_MAX = 1000;

export const createSource = operation({
  id: "source.create",
  summary: "Create a source",
  description:
    "The answer holds the URL to give to the provider, and the secret, this once. What arrives there with a proof " +
    "becomes an event of the app, byte for byte.",
  permission: "manage_webhooks",
  scope: "app",
  input: createSourceInput,
  output: sourceWithSecret,
  audited: true,
  idempotent: true,
  refusals: ["state_forbids"],
  // A token's slow hash holds up no transaction.
  outside: async (_, { verification }) => makeSourceSecret(verification.kind, { own: verification.secret }),
  run: async ({ app, tx, audit, outside: made }, settings) => {
    await refuseTooMany(tx, app);
    const row = await insertSource(tx, app, settings);
    await storeSourceSecret(tx, { tenantId: app.tenantId, sourceId: row.id }, made);
    await audit({ target: { type: "source", id: formatId("src", row.id) }, after: auditedSource(row) });
    return { ...(await presentSource(tx, row)), secret: made.secret };
  },
});

async function refuseTooMany(tx: Tx, { tenantId, id }: AppContext): Promise<void> {
  await holdApp(tx, id);
  const ofApp = and(eq(sources.tenantId, tenantId), eq(sources.appId, id));
  if ((await tx.$count(sources, ofApp)) < SOURCES_PER_APP_MAX) return;
  throw new DomainError(
    "state_forbids",
    `This app has ${SOURCES_PER_APP_MAX} sources, the most it can have. Delete one, or use another app.`,
  );
}

async function insertSource(
  tx: Tx,
  { tenantId, id: appId }: AppContext,
  { verification, ...plain }: z.output<typeof createSourceInput>,
): Promise<SourceRow> {
  const { kind, secret: _, ...rule } = verification;
  const owner = { id: newId(), tenantId };
  const { ruleDefaults } = KIND_WORDS[kind];
  const verificationRule = ruleDefaults && { ...ruleDefaults, ...rule };
  const values = { ...owner, appId, ...plain, ...(await makeUrlToken(tx, owner)) };
  const [row] = await tx
    .insert(sources)
    .values({ ...values, verificationKind: kind, verificationRule })
    .returning();
  if (!row) throw new Error("The source was not stored.");
  return row;
}
