import { type NextRequest, NextResponse } from "next/server";
import { config as settings } from "#domain/config.ts";
import { PAGE_PATH_HEADER } from "#http/page-path.ts";
import { contentSecurityPolicy } from "#http/security-headers.ts";
import { renewSession } from "#http/session-token.ts";

/**
 * Gives each page a nonce with the policy that asks for it, and its own path; both overwrite what a client sent. Whoever
 * opens one keeps their session.
 */
export async function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, {
    isHttps: settings().PUBLIC_URL.startsWith("https://"),
    isDev: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts out of this request header.
  headers.set("content-security-policy", policy);
  headers.set(PAGE_PATH_HEADER, `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  await renewSession(request, response);
  return response;
}

/** Pages only: files and programs need neither a nonce nor a session. */
export const config = {
  matcher: [
    "/((?!api/|in/|_next/static/|_next/image|healthz|readyz|icon[.-]|apple-icon|favicon.ico|robots.txt|manifest.webmanifest|security.txt|.well-known/).*)",
  ],
};
