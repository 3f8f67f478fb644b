import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { newPassword, setPassword } from "#domain/member/password.ts";
import { accountOf } from "./account.ts";
import { adminCommand } from "./command.ts";
import { emailOption } from "./option.ts";

export const setPasswordCommand = adminCommand({
  summary: "give an account a new password and end its sessions",
  options: { email: emailOption, password: newPassword.describe("at least 10 characters") },
  run: async ({ email, password }) => {
    const account = await accountOf(email);
    await setPassword(system(), account.id, password);
    return { id: formatId("usr", account.id), email };
  },
});
