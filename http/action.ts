import { headers } from "next/headers";
import type { z } from "zod";
import type { RequestOrigin } from "#domain/call/actor.ts";
import type { Operation } from "#domain/call/operation.ts";
import { asRefusal, DomainError } from "#domain/error.ts";
import { log } from "#domain/log.ts";
import { personOf } from "#domain/member/person.ts";
import type { StaffOperation, Visitor } from "#domain/support/staff-operation.ts";
import { personActor } from "./actor.ts";
import { originOf } from "./client-ip.ts";
import { countRequest, requestKind } from "./door/limit.ts";
import { isOwnOrigin } from "./origin.ts";
import { currentSession } from "./session.ts";

/** Where a page stands: the slugs in its address. */
export type Place = { tenant: string; app: string };

/** A refusal as a form shows it: a sentence, and one message per field. */
export type Refusal = { code: string; detail: string; issues: readonly { path: string; message: string }[] };
export type ActionResult<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** Mounts an operation as a server action for signed-in people. Refusals come back as values. */
export function action<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) {
  return async (place: Place, input: z.input<I>) =>
    resultOf(async (origin): Promise<z.output<O>> => {
      const session = await currentSession();
      const actor = session && (await personActor(session, place.tenant, origin));
      if (actor) await countRequest(requestKind(operation), actor);
      return operation({ actor, app: place.app }, input);
    });
}

/** Mounts a staff operation as a server action, for signed-in people. Refusals come back as values. */
export function staffAction<I extends z.ZodType, O extends z.ZodType>(operation: StaffOperation<I, O>) {
  return async (input: z.input<I>) =>
    resultOf(async (origin): Promise<z.output<O>> => operation({ visitor: await visitorOf(origin) }, input));
}

async function resultOf<T>(work: (origin: RequestOrigin) => Promise<T>): Promise<ActionResult<T>> {
  const requestHeaders = await headers();
  const origin = originOf(requestHeaders);
  try {
    if (!isOwnOrigin(requestHeaders))
      throw new DomainError("forbidden", "This form may only be sent from Posthouse's own pages.");
    return { ok: true, value: await work(origin) };
  } catch (error) {
    return { ok: false, refusal: toRefusal(error, origin.requestId) };
  }
}

/** What a failed action answers; a fault of ours is logged here, once. */
export function toRefusal(error: unknown, requestId: string): Refusal {
  const refusal = asRefusal(error);
  if (refusal) return { code: refusal.code, detail: refusal.message, issues: refusal.issues ?? [] };
  log.error({ err: error, requestId }, "action failed");
  return {
    code: "internal_error",
    detail: `Something went wrong on our side. It is logged as ${requestId}.`,
    issues: [],
  };
}

/** The signed-in person as they are now, in no tenant; null: nobody. */
export async function visitorOf(origin: RequestOrigin): Promise<Visitor | null> {
  const session = await currentSession();
  const person = session && (await personOf(session));
  return person && { id: person.id, name: person.name, isStaff: person.isStaff, ...origin };
}
