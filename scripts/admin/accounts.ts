import { z } from "zod";
import { system } from "#db/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { createUser } from "#domain/member/create-user.ts";
import { newPassword, setPassword } from "#domain/member/password.ts";
import { userByEmail } from "#domain/member/person.ts";
import { forgetSso } from "#domain/member/single-sign-on.ts";
import { adminCommand, emailOption, nameOption } from "./command.ts";

export const createUserCommand = adminCommand({
  summary: "make an account; `grant` lets it into a tenant",
  options: {
    email: emailOption,
    name: nameOption("person"),
    password: newPassword.optional().describe("at least 10 characters; left out: they come in by single sign-on only"),
    staff: z.boolean().default(false).describe("may enter every tenant in support mode"),
  },
  run: async ({ staff: isStaff, password = null, ...given }) => {
    const id = await createUser(system(), { ...given, password, isStaff });
    return { id: formatId("usr", id), email: given.email, name: given.name, isStaff };
  },
});

export const setPasswordCommand = adminCommand({
  summary: "give an account a new password and end its sessions",
  options: { email: emailOption, password: newPassword.describe("at least 10 characters") },
  run: async ({ email, password }) => {
    const account = await accountOf(email);
    await setPassword(system(), account.id, password);
    return { id: formatId("usr", account.id), email };
  },
});

export const forgetSsoCommand = adminCommand({
  summary: "forget who an account is at the single sign-on provider, and end its sessions",
  options: { email: emailOption },
  run: async ({ email }) => {
    const account = await accountOf(email);
    await forgetSso(system(), account.id);
    return { id: formatId("usr", account.id), email };
  },
});

/** The account an operator names by its e-mail. */
export async function accountOf(email: string): Promise<{ id: string; email: string; name: string }> {
  const account = await userByEmail(system(), email);
  if (!account)
    throw new DomainError("not_found", `Nobody has the e-mail ${email}. Make the account with create-user.`);
  return account;
}
