import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import type { AuthOptions } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { config } from "#domain/config.ts";
import { DomainError } from "#domain/error.ts";
import { formatId, parseId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import { personOf, type SessionClaim } from "#domain/member/person.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { newRequestId } from "#domain/request-id.ts";
import { clientIp } from "./client-ip.ts";

/** A session as its token tells it; whether it still counts is for the database to say. */
export type Session = SessionClaim & { carrier: "cookie" | "bearer" };

export const SESSION_SECONDS = 12 * 60 * 60;

/** The session of an API request: from the Bearer token when there is one, else from the cookie. */
export async function sessionOf(request: NextRequest, bearer: string | null): Promise<Session | null> {
  if (bearer) return readToken(bearer, "bearer");
  return readToken(request.cookies.get(cookieName())?.value, "cookie");
}

/** The session of the page or server action being rendered. */
export async function currentSession(): Promise<Session | null> {
  return readToken((await cookies()).get(cookieName())?.value, "cookie");
}

/** Signs a person in on this browser. Only in a server action or a route handler. */
export async function startSession(user: { id: string; email: string; name: string }): Promise<void> {
  const token = await encode({
    token: { sub: formatId("usr", user.id), email: user.email, name: user.name, signedInAt: Date.now() },
    secret: secret(),
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(cookieName(), token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: SESSION_SECONDS,
  });
}

/** Signs this browser out. */
export async function endSession(): Promise<void> {
  (await cookies()).delete(cookieName());
}

/** next-auth's own endpoints: the same sign-in for programs, and single sign-on. */
export function authOptions(): AuthOptions {
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: (given, request) => authorizeCredentials(given, new Headers(headerPairs(request.headers))),
      }),
    ],
    logger: {
      error: (code, { message }) => log.warn({ code, reason: message }, "next-auth refused"),
      warn: (code) => log.warn({ code }, "next-auth warned"),
    },
    callbacks: {
      jwt: async ({ token, user }) => (user ? { ...token, signedInAt: Date.now() } : stillGood(token)),
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
  };
}

async function authorizeCredentials(given: Record<"email" | "password", string> | undefined, headers: Headers) {
  const origin = { ip: clientIp(headers), requestId: newRequestId(headers) };
  try {
    const person = await signIn({ email: given?.email ?? "", password: given?.password ?? "" }, origin);
    return { ...person, id: formatId("usr", person.id) };
  } catch (error) {
    if (error instanceof DomainError && error.code === "unauthenticated") return null;
    throw error;
  }
}

/** next-auth renews a token whenever it is asked for the session: one whose session was ended must not live on. */
async function stillGood(token: JWT): Promise<JWT> {
  const claim = claimOf(token);
  if (claim && (await personOf(claim))) return token;
  throw new Error("The session is over.");
}

async function readToken(token: string | undefined, carrier: Session["carrier"]): Promise<Session | null> {
  if (!token) return null;
  const claim = claimOf(await decode({ token, secret: secret() }).catch(() => null));
  return claim && { ...claim, carrier };
}

/** `iat` would not do for the start: renewing a token changes it, and it knows seconds only. */
function claimOf(token: JWT | null): SessionClaim | null {
  const userId = token?.sub ? parseId("usr", token.sub) : null;
  if (userId === null || typeof token?.signedInAt !== "number") return null;
  return { userId, issuedAt: new Date(token.signedInAt) };
}

function headerPairs(headers: unknown): [string, string][] {
  return Object.entries(headers ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === "string");
}

function secret(): string {
  const value = config().NEXTAUTH_SECRET;
  if (!value) throw new Error("NEXTAUTH_SECRET is not set. Set it to at least 32 random characters.");
  return value;
}

function isSecure(): boolean {
  return (config().NEXTAUTH_URL ?? config().PUBLIC_URL).startsWith("https://");
}

function cookieName(): string {
  return isSecure() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}
