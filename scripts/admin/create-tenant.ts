import { system } from "#db/tenant.ts";
import { DEFAULT_APP_SLUG } from "#domain/app/resolve.ts";
import { slug } from "#domain/app/schema.ts";
import { formatId } from "#domain/id.ts";
import { createTenant } from "#domain/tenant/create.ts";
import { auditAsOperator } from "./audit.ts";
import { adminCommand } from "./command.ts";
import { nameOption } from "./option.ts";

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
