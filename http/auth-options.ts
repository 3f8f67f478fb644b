import type { AuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { RequestOrigin } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { formatId } from "#domain/id.ts";
import { log } from "#domain/log.ts";
import { personOf } from "#domain/member/person.ts";
import { signIn } from "#domain/member/sign-in.ts";
import { signInBySso } from "#domain/member/single-sign-on.ts";
import { originOf } from "./client-ip.ts";
import { endClaim } from "./session.ts";
import { claimOf, SESSION_SECONDS, sessionSecret, startOfSession } from "./session-token.ts";
import { ssoClaimsOf, ssoProvider } from "./sso-provider.ts";

/** next-auth's own endpoints: signing in with a password for programs, and single sign-on for people. */
export function authOptions(headers: Headers): AuthOptions {
  const origin = originOf(headers);
  const sso = ssoProvider();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: (given) => withPassword(given, origin),
      }),
      ...(sso ? [sso] : []),
    ],
    logger: {
      error: (code, { message }) => log.warn({ code, reason: message }, "next-auth refused"),
      warn: (code) => log.warn({ code }, "next-auth warned"),
    },
    callbacks: {
      signIn: async ({ user, account, profile }) =>
        account?.provider === "credentials" || admitSso({ user, profile, origin }),
      jwt: async ({ token, user }) => (user ? { ...token, ...startOfSession() } : stillGood(token)),
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
    events: {
      signOut: async ({ token }) => {
        const claim = claimOf(token);
        if (claim) await endClaim(claim);
      },
    },
  };
}

async function withPassword(given: Record<"email" | "password", string> | undefined, origin: RequestOrigin) {
  try {
    const person = await signIn({ email: given?.email ?? "", password: given?.password ?? "" }, origin);
    return { ...person, id: formatId("usr", person.id) };
  } catch (error) {
    if (error instanceof DomainError && error.code === "unauthenticated") return null;
    throw error;
  }
}

/** True, with the account's own id, e-mail and name on `user`, which next-auth makes the token from; else where to go. */
async function admitSso({ user, profile, origin }: { user: User; profile: unknown; origin: RequestOrigin }) {
  const answer = await signInBySso(ssoClaimsOf(profile), origin);
  if (answer.kind !== "signed_in") {
    log.warn({ reason: answer.kind, requestId: origin.requestId }, "single sign-on refused");
    return `/login?error=sso_${answer.kind}`;
  }
  const { id, email, name } = answer.person;
  Object.assign(user, { id: formatId("usr", id), email, name });
  return true;
}

/** next-auth renews a token whenever it is asked for the session: one whose session was ended must not live on. */
async function stillGood(token: JWT): Promise<JWT> {
  const claim = claimOf(token);
  if (claim && (await personOf(claim))) return token;
  throw new Error("The session is over.");
}
