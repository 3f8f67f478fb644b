import { eq } from "drizzle-orm";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { DomainError } from "#domain/error.ts";
import { normalizeEmail } from "./email.ts";
import { countLoginTry, forgiveLoginTries } from "./login-throttle.ts";
import { passwordFits } from "./password.ts";
import { recordSignIn, type SignedIn, type SignInOrigin } from "./record-sign-in.ts";

export type Credentials = { email: string; password: string };

/**
 * Checks an e-mail and a password; answers the person (`id` is a uuid). Known people's tries, good or bad, are in the
 * audit log of each of their tenants. Throws `unauthenticated` without saying what was wrong, or `rate_limited`.
 */
export async function signIn(given: Credentials, origin: SignInOrigin): Promise<SignedIn> {
  const email = normalizeEmail(given.email);
  await countLoginTry({ email, ip: origin.ip });
  const [user] = await system().select().from(users).where(eq(users.email, email)).limit(1);
  const fits = await passwordFits(user?.passwordHash ?? null, given.password);
  if (user) await recordSignIn(user, fits ? "member.sign_in" : "member.sign_in_refused", origin);
  if (!user || !fits) throw new DomainError("unauthenticated", "The e-mail or the password is wrong.");
  await forgiveLoginTries({ email, ip: origin.ip });
  return { id: user.id, email: user.email, name: user.name };
}
