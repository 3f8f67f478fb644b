import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { DomainError } from "#domain/error.ts";
import { authOptions } from "#http/auth-options.ts";
import { problemResponse } from "#http/door/answer.ts";
import { newRequestId, readBytes } from "#http/door/request.ts";
import { unknownPath } from "#http/route.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** What of next-auth is used; `_log` among the rest would let anybody write into our logs. */
const ACTIONS = ["callback", "csrf", "error", "providers", "session", "signin", "signout"];
const BODY_BYTES_MAX = 16 * 1024;

/** The options are read per request: at build time there are no settings yet. */
async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const { nextauth } = await context.params;
  if (!ACTIONS.includes(nextauth[0] ?? "")) return unknownPath(request);
  try {
    return await NextAuth(await bounded(request), context, authOptions(request.headers));
  } catch (error) {
    if (error instanceof DomainError) return problemResponse(error, newRequestId(request.headers));
    throw error;
  }
}

export { handle as GET, handle as POST };

/** next-auth reads a body of any size; this one has been read already, within its bound. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (request.method === "GET") return request;
  const body = Buffer.from(await readBytes(request, BODY_BYTES_MAX));
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}
