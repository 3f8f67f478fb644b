import { z } from "zod";
import type { Tx } from "#db/client.ts";
import { system } from "#db/tenant.ts";
import { insertApiKey } from "#domain/api-key/insert.ts";
import { KEY_PERMISSIONS } from "#domain/api-key/words.ts";
import { resolveApp } from "#domain/app/resolve.ts";
import { slug } from "#domain/app/schema.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/words.ts";
import type { AuditAction } from "#domain/audit/words.ts";
import { type AuditFacts, writeAuditEntry } from "#domain/audit/write.ts";
import { systemActor } from "#domain/call/system-actor.ts";
import { formatId } from "#domain/id.ts";
import { grantRole } from "#domain/member/grant.ts";
import { ROLES } from "#domain/member/words.ts";
import { tenantBySlug } from "#domain/tenant/by-slug.ts";
import { createTenant } from "#domain/tenant/create.ts";
import { accountOf } from "./accounts.ts";
import { adminCommand, emailOption, nameOption, tenantOption } from "./command.ts";

export const createTenantCommand = adminCommand({
  summary: "make a tenant with its app `production`",
  options: { slug: slug.describe("its name in addresses"), name: nameOption("tenant") },
  run: async (given) => {
    const tenant = await system().transaction(async (tx) => {
      const made = await createTenant(tx, given);
      const target = { type: "tenant", id: formatId("tnt", made.id) };
      await auditAsOperator(tx, made.id, { action: "tenant.create", target, after: given });
      return made;
    });
    const app = { id: formatId("app", tenant.appId), slug: DEFAULT_APP_SLUG };
    return { id: formatId("tnt", tenant.id), slug: tenant.slug, name: tenant.name, app };
  },
});

export const grantCommand = adminCommand({
  summary: "make a person a member of a tenant, or change their role",
  options: { tenant: tenantOption, email: emailOption, role: z.enum(ROLES).describe(ROLES.join(", ")) },
  run: async ({ tenant: slug, email, role }) => {
    const tenant = await tenantBySlug(system(), slug);
    const account = await accountOf(email);
    const userId = formatId("usr", account.id);
    await system().transaction(async (tx) => {
      await grantRole(tx, { tenantId: tenant.id, userId: account.id, role });
      const target = { type: "member", id: userId };
      await auditAsOperator(tx, tenant.id, { action: "member.grant", target, after: { role } });
    });
    return { tenant: slug, userId, email, role };
  },
});

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

/** What an operator does to a tenant stands in that tenant's audit log too. */
async function auditAsOperator(tx: Tx, tenantId: string, { action, ...facts }: AuditFacts & { action: AuditAction }) {
  const actor = systemActor(tenantId, { name: "Operator (command line)" });
  await writeAuditEntry(tx, { actor, appId: null, action, ...facts });
}
