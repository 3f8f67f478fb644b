import { z } from "zod";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import { KEY_PERMISSIONS } from "#domain/api-key/words.ts";
import { resolveApp } from "#domain/app/resolve.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { formatId } from "#domain/id.ts";
import { tenantBySlug } from "#domain/tenant/by-slug.ts";
import { auditAsOperator } from "./audit.ts";
import { adminCommand } from "./command.ts";
import { nameOption, tenantOption } from "./option.ts";

const permissions = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(z.enum(KEY_PERMISSIONS)).min(1))
  .describe(`${KEY_PERMISSIONS.join(", ")}; several with commas`);

export const createApiKeyCommand = adminCommand({
  summary: "make an API key; it is printed this one time",
  options: {
    tenant: tenantOption,
    name: nameOption("key"),
    permissions,
    app: z.string().min(1).optional().describe("the one app it is for, by slug or id; left out: every app"),
  },
  run: async (given) => {
    const tenant = await tenantBySlug(system(), given.tenant);
    return system().transaction(async (tx) => {
      const actor = systemActor(tenant.id, { name: "Operator" });
      const app = given.app === undefined ? null : await resolveApp(tx, actor, given.app);
      const facts = { tenantId: tenant.id, appId: app?.id ?? null, expiresAt: null };
      const { row, token } = await insertApiKey(tx, { ...facts, name: given.name, permissions: given.permissions });
      const id = formatId("key", row.id);
      const appId = app && formatId("app", app.id);
      const shown = { name: row.name, permissions: row.permissions, appId };
      await auditAsOperator(tx, tenant.id, { action: "api_key.create", target: { type: "api_key", id }, after: shown });
      return { id, key: token, tenant: tenant.slug, ...shown };
    });
  },
});
