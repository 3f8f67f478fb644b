import { encode } from "next-auth/jwt";
import { config } from "#domain/config.ts";
import { formatId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";

export const SESSION_COOKIE = "next-auth.session-token";

type Facts = { signedInAt?: number | undefined; maxAge?: number; secret?: string; sub?: string; sessionId?: string };

/** A session token as signing in makes it, or one that is wrong in a way the test says. `user.id` is a uuid. */
export async function sessionToken(
  user: { id: string },
  {
    signedInAt = Date.now(),
    maxAge = 3600,
    secret = config().NEXTAUTH_SECRET ?? "",
    sub,
    sessionId = newId(),
  }: Facts = {},
): Promise<string> {
  return encode({ token: { sub: sub ?? formatId("usr", user.id), signedInAt, sessionId }, secret, maxAge });
}
