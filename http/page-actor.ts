import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { type Actor, mayDo } from "#domain/call/actor.ts";
import { DomainError } from "#domain/error.ts";
import { memberActor } from "#domain/member/actor.ts";
import { type Person, personOf } from "#domain/member/person.ts";
import type { StaffCaller } from "#domain/support/staff-operation.ts";
import { type Place, visitorOf } from "./action.ts";
import { originOf } from "./client-ip.ts";
import { PAGE_PATH_HEADER } from "./page-path.ts";
import { currentSession } from "./session.ts";

/** Where a page stands and who looks at it. It is a `Caller`: hand it to operations as it is. */
export type PageCaller = { actor: Actor; app: string; place: Place };

/**
 * The signed-in person at a page's place. Nobody: on to the login page and back. A tenant they do not belong to: not
 * found. Without manage_webhooks: the 403 page. Every page calls it, since a layout does not run again on each step.
 */
export async function pageCaller(params: Promise<Place>): Promise<PageCaller> {
  const { tenant, app } = await params;
  return callerAt(tenant, app);
}

/** The person this request's session belongs to, or null when nobody is signed in or the session is over. */
export const signedInPerson = cache(async (): Promise<Person | null> => {
  const session = await currentSession();
  return session && personOf(session);
});

/** The support staff member who looks at a page outside of every tenant. Nobody: the login; others: the 403 page. */
export const pageStaff = cache(async (): Promise<StaffCaller> => {
  const visitor = await visitorOf(originOf(await headers()));
  if (!visitor) return toLogin();
  if (!visitor.isStaff) forbidden();
  return { visitor };
});

/** What an operation answers, on a page: an unknown id shows the not-found page, a lost permission the 403 page. */
export async function onPage<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "not_found") notFound();
    if (error.code === "forbidden") forbidden();
    if (error.code === "unauthenticated") return toLogin();
    throw error;
  }
}

/** One object for each place and request, so that reads can be cached by it. */
const callerAt = cache(async (tenant: string, app: string): Promise<PageCaller> => {
  const actor = await actorAt(tenant);
  if (!mayDo(actor, "manage_webhooks")) forbidden();
  return { actor, app, place: { tenant, app } };
});

const actorAt = cache(async (tenant: string): Promise<Actor> => {
  const session = await currentSession();
  if (!session) return toLogin();
  const found = await memberActor(session, tenant, originOf(await headers()));
  if (found.kind === "session_over") return toLogin();
  if (found.kind === "support_over") redirect(`/support?over=${encodeURIComponent(tenant)}`);
  if (found.kind !== "actor") notFound();
  return found.actor;
});

async function toLogin(): Promise<never> {
  const path = (await headers()).get(PAGE_PATH_HEADER) ?? "/";
  redirect(path === "/" ? "/login" : `/login?callbackUrl=${encodeURIComponent(path)}`);
}
