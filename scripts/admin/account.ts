import { system } from "#db/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { userByEmail } from "#domain/member/person.ts";

/** The account an operator names by its e-mail. */
export async function accountOf(email: string): Promise<{ id: string; email: string; name: string }> {
  const account = await userByEmail(system(), email);
  if (!account)
    throw new DomainError("not_found", `Nobody has the e-mail ${email}. Make the account with create-user.`);
  return account;
}
