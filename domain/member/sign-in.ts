import { eq } from "drizzle-orm";
import { memberships, users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { writeAuditEntry } from "#domain/audit/write.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { normalizeEmail } from "./email.ts";
import { countLoginTry, forgiveLoginTries } from "./login-throttle.ts";
import { passwordFits } from "./password.ts";

export type Credentials = { email: string; password: string };
export type SignedIn = { id: string; email: string; name: string };
type Origin = { ip: string | null; requestId: string };

/**
 * Checks an e-mail and a password; answers the person (`id` is a uuid). Known people's tries, good or bad, are in the
 * audit log of each of their tenants. Throws `unauthenticated` without saying what was wrong, or `rate_limited`.
 */
export async function signIn(given: Credentials, origin: Origin): Promise<SignedIn> {
  const email = normalizeEmail(given.email);
  await countLoginTry({ email, ip: origin.ip });
  const [user] = await system().select().from(users).where(eq(users.email, email)).limit(1);
  const fits = await passwordFits(user?.passwordHash ?? null, given.password);
  if (user) await recordTry(user, fits ? "member.sign_in" : "member.sign_in_refused", origin);
  if (!user || !fits) throw new DomainError("unauthenticated", "The e-mail or the password is wrong.");
  await forgiveLoginTries({ email, ip: origin.ip });
  return { id: user.id, email: user.email, name: user.name };
}

async function recordTry(user: SignedIn, action: string, origin: Origin): Promise<void> {
  await system().transaction(async (tx) => {
    const places = await tx
      .select({ tenantId: memberships.tenantId })
      .from(memberships)
      .where(eq(memberships.userId, user.id));
    for (const { tenantId } of places) {
      const actor = {
        type: "user" as const,
        id: user.id,
        name: user.name,
        tenantId,
        appId: null,
        permissions: [],
        ...origin,
      };
      await writeAuditEntry(tx, {
        actor,
        appId: null,
        action,
        target: { type: "member", id: formatId("usr", user.id) },
      });
    }
  });
}
