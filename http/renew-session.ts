import type { NextRequest, NextResponse } from "next/server";
import { sessionCookieName, sessionCookieOptions } from "./session-cookie.ts";
import { renewedToken } from "./session-token.ts";

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
