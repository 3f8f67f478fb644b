import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { newId } from "#domain/new-id.ts";
import { hashPassword } from "./password.ts";

/** `email` in its stored form; without a password the person can only come in by single sign-on. */
export type NewUser = { email: string; name: string; password: string | null; isStaff: boolean };

/** Makes an account, which belongs to no tenant yet; answers its uuid. An e-mail that is taken is a conflict. */
export async function createUser(db: Database | Tx, { email, name, password, isStaff }: NewUser): Promise<string> {
  const passwordHash = password === null ? null : await hashPassword(password);
  // Nobody is signed in yet: a bound of "now" would only let two machines' clocks end the first session.
  const sessionsValidFrom = new Date(0);
  const [user] = await db
    .insert(users)
    .values({ id: newId(), email, name, passwordHash, isStaff, sessionsValidFrom })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (!user) throw new DomainError("conflict", `Somebody with the e-mail ${email} has an account already.`);
  return user.id;
}
