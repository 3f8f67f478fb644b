import { memberships } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { operation } from "#domain/call/operation.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { selectMember, serializeMember } from "./membership.ts";
import { userByEmail } from "./person.ts";
import { addMemberInput, member } from "./schema.ts";

/**
 * Takes only people who have an account: were an unknown e-mail to get one here, whoever adds it would know its
 * password, and could later sign in as that person to other tenants that add them.
 */
export const addMember = operation({
  id: "member.create",
  summary: "Let a person into the tenant",
  description: "The person needs an account already: by single sign-on, or made by the operator (`create-user`).",
  permission: "manage_members",
  scope: "tenant",
  input: addMemberInput,
  output: member,
  audited: true,
  idempotent: true,
  // An account belongs to no tenant, so a tenant's transaction cannot see who is not in it yet.
  refusals: ["conflict"],
  outside: async (_, { email }) => userByEmail(system(), email),
  run: async ({ actor, tx, outside: person, audit }, { email, role }) => {
    if (!person) throw unknownPerson(email);
    const { tenantId } = actor;
    const values = { tenantId, userId: person.id, role };
    const made = await tx.insert(memberships).values(values).onConflictDoNothing().returning();
    if (made.length === 0)
      throw new DomainError("conflict", `${email} is a member already. Change their role instead.`);
    await audit({ target: { type: "member", id: formatId("usr", person.id) }, after: { email, role } });
    return serializeMember(await selectMember(tx, tenantId, person.id));
  },
});

function unknownPerson(email: string): DomainError {
  const message = "Nobody with this e-mail has an account. Ask the operator to make one.";
  return new DomainError("invalid_request", `${email}: ${message}`, { issues: [{ path: "email", message }] });
}
