import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { driver } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import type { RequestOrigin } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { takePoint } from "#domain/rate-limit.ts";
import { normalizeEmail } from "./email.ts";
import { passwordFits } from "./password.ts";
import { recordSignIn, type SignedIn } from "./record-sign-in.ts";

export type Credentials = { email: string; password: string };

/**
 * Checks an e-mail and a password; answers the person (`id` is a uuid). Known people's tries, good or bad, are in the
 * audit log of each of their tenants. Throws `unauthenticated` without saying what was wrong, or `rate_limited`.
 */
export async function signIn(given: Credentials, origin: RequestOrigin): Promise<SignedIn> {
  const email = normalizeEmail(given.email);
  await countLoginTry({ email, ip: origin.ip });
  const [user] = await system().select().from(users).where(eq(users.email, email)).limit(1);
  const fits = await passwordFits(user?.passwordHash ?? null, given.password);
  if (user) await recordSignIn(user, fits ? "member.sign_in" : "member.sign_in_refused", origin);
  if (!user || !fits) throw new DomainError("unauthenticated", "The e-mail or the password is wrong.");
  await forgiveLoginTries({ email, ip: origin.ip });
  return { id: user.id, email: user.email, name: user.name };
}

const LOGIN_WINDOW_SECONDS = 15 * 60;
/** Ten guesses a quarter of an hour are a thousand a day: far from enough for a password of ten characters. */
export const LOGINS_PER_ACCOUNT = 10;
/** An office behind one address signs in more often than one person. */
export const LOGINS_PER_ADDRESS = 100;

/** One try to sign in: who it claims to be, and from where (null: not known, then only the account counts). */
type LoginTry = { email: string; ip: string | null };

/** Counts a try before its password is looked at, in the database, so that all processes count together. */
async function countLoginTry({ email, ip }: LoginTry): Promise<void> {
  if (ip !== null) await takePoint(limiters().perAddress, ip, tooMany);
  await takePoint(limiters().perAccount, accountKey(email), tooMany);
}

/** A right password takes its own try back and forgives the account's earlier ones. */
async function forgiveLoginTries({ email, ip }: LoginTry): Promise<void> {
  await limiters().perAccount.delete(accountKey(email));
  if (ip !== null) await limiters().perAddress.reward(ip, 1);
}

function tooMany(retryAfterSeconds: number): string {
  return `Too many tries to sign in. Wait ${inWords(retryAfterSeconds)} and try again.`;
}

function limiters() {
  made ??= {
    perAccount: limiterOf("login-account", LOGINS_PER_ACCOUNT),
    perAddress: limiterOf("login-address", LOGINS_PER_ADDRESS),
  };
  return made;
}

let made: Record<"perAccount" | "perAddress", RateLimiterPostgres> | undefined;

function limiterOf(keyPrefix: string, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: runQuery },
    storeType: "client",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix,
    points,
    duration: LOGIN_WINDOW_SECONDS,
  });
}

/** The part of node-postgres that the limiter uses, over our driver. */
async function runQuery({ text, values }: { text: string; values: (string | number | null)[] }) {
  const rows = await driver().unsafe(text, values, { prepare: true });
  return { rows, rowCount: rows.count };
}

/** A digest, because what people type into the field may be of any length, and may be their password. */
function accountKey(email: string): string {
  return createHash("sha256").update(email).digest("base64url");
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
