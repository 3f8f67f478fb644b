import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";

/** Whether anybody has an account, in whatever tenant. */
export async function hasAccounts(): Promise<boolean> {
  return (await system().select({ id: users.id }).from(users).limit(1)).length > 0;
}
