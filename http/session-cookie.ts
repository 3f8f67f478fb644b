import { config } from "#domain/config.ts";
import { SESSION_SECONDS } from "./session-token.ts";

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
