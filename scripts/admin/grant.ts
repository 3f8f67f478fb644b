import { z } from "zod";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { grantRole } from "#domain/member/grant.ts";
import { ROLES } from "#domain/member/words.ts";
import { tenantBySlug } from "#domain/tenant/by-slug.ts";
import { accountOf } from "./account.ts";
import { auditAsOperator } from "./audit.ts";
import { adminCommand } from "./command.ts";
import { emailOption, tenantOption } from "./option.ts";

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
