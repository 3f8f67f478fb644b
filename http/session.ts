import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import { endSignedInSession, type SessionClaim } from "#domain/member/person.ts";
import {
  newSessionToken,
  readSessionToken,
  SESSION_SECONDS_MAX,
  type SessionPerson,
  sessionCookieName,
  sessionCookieOptions,
} from "./session-token.ts";

/** A session as its token tells it; whether it still counts is for the database to say. */
export type Session = SessionClaim & { carrier: "cookie" | "bearer" };

/** The session of an API request: from the Bearer token when there is one, else from the cookie. */
export async function sessionOf(request: NextRequest, bearer: string | null): Promise<Session | null> {
  if (bearer) return readToken(bearer, "bearer");
  return readToken(request.cookies.get(sessionCookieName())?.value, "cookie");
}

/** The session of the page or server action being rendered. */
export async function currentSession(): Promise<Session | null> {
  return readToken((await cookies()).get(sessionCookieName())?.value, "cookie");
}

/** Signs a person in on this browser. Only in a server action or a route handler. */
export async function startSession(person: SessionPerson): Promise<void> {
  const token = await newSessionToken(person);
  (await cookies()).set(sessionCookieName(), token, sessionCookieOptions());
}

/** Signs this browser out, and its session's token wherever else it may be. */
export async function endSession(): Promise<void> {
  const session = await currentSession();
  if (session) await endClaim(session);
  (await cookies()).delete(sessionCookieName());
}

/** Ends the session that a token's claim names. */
export async function endClaim({ sessionId, issuedAt }: SessionClaim): Promise<void> {
  if (sessionId === undefined) return;
  const expiresAt = new Date(issuedAt.getTime() + SESSION_SECONDS_MAX * 1000);
  await endSignedInSession({ id: sessionId, expiresAt });
}

async function readToken(token: string | undefined, carrier: Session["carrier"]): Promise<Session | null> {
  if (!token) return null;
  const claim = await readSessionToken(token);
  return claim && { ...claim, carrier };
}
