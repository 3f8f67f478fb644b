import type { NextRequest } from "next/server";
import { authenticateKey } from "#domain/api-key/authenticate.ts";
import type { Actor, RequestOrigin } from "#domain/call/actor.ts";
import { DomainError, notFound } from "#domain/error.ts";
import { memberActor } from "#domain/member/actor.ts";
import { clientIp } from "./client-ip.ts";
import { isOwnOrigin } from "./origin.ts";
import { type Session, sessionOf } from "./session.ts";

/**
 * Who sends this API request: an API key, or a signed-in person by session token (as Bearer or as cookie).
 * Null: nobody. Throws where credentials are given but no good, so that a mistake is never taken for "signed out".
 */
export async function actorOf(request: NextRequest, requestId: string): Promise<Actor | null> {
  const bearer = bearerToken(request.headers);
  const origin = { ip: clientIp(request.headers), requestId };
  if (bearer?.startsWith("ph_")) return keyActor(bearer, request, origin);
  const session = await sessionOf(request, bearer);
  if (!session) {
    if (bearer) throw badCredentials();
    return null;
  }
  if (session.carrier === "cookie" && !isSafe(request.method) && !isOwnOrigin(request.headers)) {
    throw new DomainError("forbidden", "A cookie may only write from Posthouse's own pages. Send an API key instead.");
  }
  return personActor(session, request.headers.get("posthouse-tenant"), origin);
}

/** The person of a session as an actor of the tenant they name; of their only tenant when they name none. */
export async function personActor(session: Session, tenantSlug: string | null, origin: RequestOrigin): Promise<Actor> {
  const found = await memberActor(session, tenantSlug, origin);
  if (found.kind === "actor") return found.actor;
  if (found.kind === "session_over") throw badCredentials();
  if (found.kind === "no_such_tenant") throw notFound("tenant");
  if (found.kind === "support_over")
    throw new DomainError(
      "forbidden",
      "Your support session in this tenant is over. Enter it again from the support page.",
    );
  throw new DomainError(
    "tenant_required",
    "You belong to several tenants. Name one with the header `posthouse-tenant: <slug>`.",
  );
}

async function keyActor(token: string, request: NextRequest, origin: RequestOrigin): Promise<Actor> {
  const actor = await authenticateKey(token, origin);
  if (!actor) throw badCredentials();
  const named = request.headers.get("posthouse-tenant");
  if (named !== null && named !== actor.tenantSlug) throw notFound("tenant");
  return actor;
}

function bearerToken(headers: Headers): string | null {
  const value = headers.get("authorization");
  if (value === null) return null;
  const token = /^Bearer ([\x21-\x7e]{1,4096})$/i.exec(value)?.[1];
  if (!token) throw badCredentials();
  return token;
}

function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function badCredentials(): DomainError {
  return new DomainError(
    "unauthenticated",
    "The credentials are not valid, or no longer. Sign in again or use another API key.",
  );
}
