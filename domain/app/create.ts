import { apps } from "#db/schema/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { app, createAppInput } from "./schema.ts";
import { serializeApp, settingsToColumns } from "./serialize.ts";

export const createApp = operation({
  id: "app.create",
  summary: "Create an app",
  permission: "manage_webhooks",
  scope: "tenant",
  input: createAppInput,
  output: app,
  audited: true,
  idempotent: true,
  refusals: ["conflict"],
  run: async ({ actor, tx, audit }, { slug, name, ...settings }) => {
    if (actor.appId !== null) throw new DomainError("forbidden", "This API key is for one app. Use one that is not.");
    const values = { ...settingsToColumns(settings), id: newId(), tenantId: actor.tenantId, slug, name };
    const [row] = await tx.insert(apps).values(values).onConflictDoNothing().returning();
    if (!row) throw slugTaken(slug);
    const made = serializeApp(row);
    await audit({ target: { type: "app", id: made.id }, after: made });
    return made;
  },
});

function slugTaken(slug: string): DomainError {
  const issues = [{ path: "slug", message: "Another app of this tenant has this slug" }];
  return new DomainError("conflict", `There is an app with the slug ${slug} already. Choose another.`, { issues });
}
