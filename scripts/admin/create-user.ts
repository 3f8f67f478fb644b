import { z } from "zod";
import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { createUser } from "#domain/member/create-user.ts";
import { newPassword } from "#domain/member/password.ts";
import { adminCommand } from "./command.ts";
import { emailOption, nameOption } from "./option.ts";

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
