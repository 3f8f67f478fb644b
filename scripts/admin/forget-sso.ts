import { system } from "#db/tenant.ts";
import { formatId } from "#domain/id.ts";
import { forgetSso } from "#domain/member/single-sign-on.ts";
import { accountOf } from "./account.ts";
import { adminCommand } from "./command.ts";
import { emailOption } from "./option.ts";

export const forgetSsoCommand = adminCommand({
  summary: "forget who an account is at the single sign-on provider, and end its sessions",
  options: { email: emailOption },
  run: async ({ email }) => {
    const account = await accountOf(email);
    await forgetSso(system(), account.id);
    return { id: formatId("usr", account.id), email };
  },
});
