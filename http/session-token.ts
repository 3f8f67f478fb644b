import type { NextRequest, NextResponse } from "next/server";
import { decode, encode, type JWT } from "next-auth/jwt";
import { config } from "#domain/config.ts";
import { formatId, parseId } from "#domain/id.ts";
import type { SessionClaim } from "#domain/member/person.ts";
import { newId } from "#domain/new-id.ts";

/** A session ends after this long without a page being opened, */
export const SESSION_SECONDS = 12 * 60 * 60;
/** and this long after the sign-in in any case. */
export const SESSION_SECONDS_MAX = 7 * 24 * 60 * 60;
/** A token that is older than this is renewed when a page is opened. */
const RENEW_AFTER_SECONDS = 15 * 60;

/** Who signs in: the facts next-auth keeps in a token; `id` is a uuid. */
export type SessionPerson = { id: string; email: string; name: string };

/** A token for somebody who has just signed in. It is encrypted and signed at once (JWE), so nothing of it is to be read. */
export async function newSessionToken({ id, email, name }: SessionPerson): Promise<string> {
  return encoded({ sub: formatId("usr", id), email, name, ...startOfSession() });
}

/** What a token needs from its sign-in on: `iat` would not do, since renewing changes it, and it knows seconds only. */
export function startOfSession(): { signedInAt: number; sessionId: string } {
  return { signedInAt: Date.now(), sessionId: newId() };
}

/** What a token says, or null: malformed, otherwise signed, expired, or past the longest a session may last. */
export async function readSessionToken(token: string): Promise<SessionClaim | null> {
  return claimOf(await decode({ token, secret: sessionSecret() }).catch(() => null));
}

/** The claim in a token's content, whose encryption next-auth has checked. */
export function claimOf(token: JWT | null): SessionClaim | null {
  const userId = token?.sub ? parseId("usr", token.sub) : null;
  if (userId === null || typeof token?.signedInAt !== "number" || secondsLeft(token.signedInAt) <= 0) return null;
  const sessionId = typeof token.sessionId === "string" ? token.sessionId : undefined;
  return { userId, issuedAt: new Date(token.signedInAt), sessionId };
}

/** The same session with its time begun anew; null where that is not due or the token is no good. */
export async function renewedToken(token: string): Promise<string | null> {
  const content = await decode({ token, secret: sessionSecret() }).catch(() => null);
  if (content === null || claimOf(content) === null) return null;
  const { iat, exp: _exp, jti: _jti, ...facts } = content;
  const isFresh = typeof iat === "number" && Date.now() / 1000 - iat < RENEW_AFTER_SECONDS;
  return isFresh ? null : encoded(facts);
}

/** How long a session that began at `signedInAt` (ms) may be kept from now, in seconds. */
export function sessionSecondsLeft(signedInAt: number): number {
  return Math.max(0, Math.min(SESSION_SECONDS, Math.floor(secondsLeft(signedInAt))));
}

export function sessionSecret(): string {
  const value = config().NEXTAUTH_SECRET;
  if (!value) throw new Error("NEXTAUTH_SECRET is not set. Set it to at least 32 random characters.");
  return value;
}

function secondsLeft(signedInAt: number): number {
  return SESSION_SECONDS_MAX - (Date.now() - signedInAt) / 1000;
}

function encoded(token: JWT): Promise<string> {
  const maxAge = sessionSecondsLeft(Number(token.signedInAt));
  return encode({ token, secret: sessionSecret(), maxAge });
}

/** The cookie that carries a session's token, named as next-auth names it. */
export function sessionCookieName(): string {
  return isSecure() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** Out of reach of scripts and of other sites' writes; over https only where that is how we are reached. */
export function sessionCookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(), maxAge: SESSION_SECONDS } as const;
}

function isSecure(): boolean {
  return (config().NEXTAUTH_URL ?? config().PUBLIC_URL).startsWith("https://");
}

/**
 * Gives who opens a page their session's time anew. A session that was ended stays ended: the database is asked about
 * it on every request, and renewing changes nothing that it is known by. Only on reads: signing out is a write.
 */
export async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const token = request.cookies.get(sessionCookieName())?.value;
  if (token === undefined || request.method !== "GET") return;
  const renewed = await renewedToken(token);
  if (renewed !== null) response.cookies.set(sessionCookieName(), renewed, sessionCookieOptions());
}
