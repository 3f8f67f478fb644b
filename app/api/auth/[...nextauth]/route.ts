import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#http/session.ts";

type RouteContext = { params: Promise<{ nextauth: string[] }> };

/** The options are read per request: at build time there are no settings yet. */
export async function GET(request: NextRequest, context: RouteContext): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

export { GET as POST };
