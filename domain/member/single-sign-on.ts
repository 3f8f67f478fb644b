import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { RequestOrigin } from "#domain/call/actor.ts";
import { normalizeEmail } from "./email.ts";
import { recordSignIn, type SignedIn } from "./record-sign-in.ts";

/** What the provider says of a person, its signature checked: who they are there, and their e-mail. */
export type SsoClaims = { issuer: string; subject: string; email: string | null; isEmailVerified: boolean };

export type SsoAnswer =
  | { kind: "signed_in"; person: SignedIn }
  /** Their first time, and the provider does not vouch for the e-mail that would say who they are here. */
  | { kind: "unverified" }
  /** Nobody with this e-mail has an account, or it belongs to somebody else at the provider. */
  | { kind: "stranger" };

/**
 * Signs in whom a single sign-on provider names. The first time, the account with the verified e-mail becomes theirs;
 * from then on it is found by who they are at the provider, whatever their e-mail. Makes no accounts.
 */
export async function signInBySso(claims: SsoClaims, origin: RequestOrigin): Promise<SsoAnswer> {
  const person = await known(claims);
  if (person) return signedIn(person, origin);
  if (claims.email === null || !claims.isEmailVerified) return { kind: "unverified" };
  const made = await bind(claims, normalizeEmail(claims.email));
  return made ? signedIn(made, origin) : { kind: "stranger" };
}

async function signedIn(person: SignedIn, origin: RequestOrigin): Promise<SsoAnswer> {
  await recordSignIn(person, "member.sign_in", origin);
  return { kind: "signed_in", person };
}

const COLUMNS = { id: users.id, email: users.email, name: users.name };

async function known({ issuer, subject }: SsoClaims): Promise<SignedIn | undefined> {
  const theirs = and(eq(users.ssoIssuer, issuer), eq(users.ssoSubject, subject));
  const [person] = await system().select(COLUMNS).from(users).where(theirs).limit(1);
  return person;
}

/** An account that is somebody's at the provider already is not taken over by whoever has their e-mail now. */
async function bind({ issuer, subject }: SsoClaims, email: string): Promise<SignedIn | undefined> {
  const nobodys = and(eq(users.email, email), isNull(users.ssoSubject));
  const values = { ssoIssuer: issuer, ssoSubject: subject };
  const [person] = await system().update(users).set(values).where(nobodys).returning(COLUMNS);
  return person;
}

/**
 * Forgets who an account is at the single sign-on provider and ends its sessions; the next one to come with its verified
 * e-mail becomes its owner. For when the provider was changed, or knows the person anew.
 */
export async function forgetSso(db: Database | Tx, userId: string): Promise<void> {
  await db
    .update(users)
    .set({ ssoIssuer: null, ssoSubject: null, sessionsValidFrom: sql`now()` })
    .where(eq(users.id, userId));
}
