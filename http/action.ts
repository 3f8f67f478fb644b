import { headers } from "next/headers";
import type { z } from "zod";
import type { Operation } from "#domain/call/operation.ts";
import { asRefusal, DomainError } from "#domain/error.ts";
import { log } from "#domain/log.ts";
import { personOf } from "#domain/member/person.ts";
import type { StaffOperation, Visitor } from "#domain/support/staff-operation.ts";
import { personActor } from "./actor.ts";
import { clientIp } from "./client-ip.ts";
import { countRequest, requestKind } from "./door/limit.ts";
import { newRequestId } from "./door/request.ts";
import { isOwnOrigin } from "./origin.ts";
import { currentSession } from "./session.ts";

/** Where a page stands: the slugs in its address. */
export type Place = { tenant: string; app: string };

/** A refusal as a form shows it: a sentence, and one message per field. */
export type Refusal = { code: string; detail: string; issues: readonly { path: string; message: string }[] };
export type ActionResult<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** Mounts an operation as a server action for signed-in people. Refusals come back as values. */
export function action<I extends z.ZodType, O extends z.ZodType>(operation: Operation<I, O>) {
  return async (place: Place, input: z.input<I>): Promise<ActionResult<z.output<O>>> => {
    const requestHeaders = await headers();
    const requestId = newRequestId(requestHeaders);
    try {
      if (!isOwnOrigin(requestHeaders))
        throw new DomainError("forbidden", "This form may only be sent from Posthouse's own pages.");
      const session = await currentSession();
      const actor = session && (await personActor(session, place.tenant, { ip: clientIp(requestHeaders), requestId }));
      if (actor) await countRequest(requestKind(operation), actor);
      return { ok: true, value: await operation({ actor, app: place.app }, input) };
    } catch (error) {
      return { ok: false, refusal: toRefusal(error, requestId) };
    }
  };
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

/** Mounts a staff operation as a server action, for signed-in people. Refusals come back as values. */
export function staffAction<I extends z.ZodType, O extends z.ZodType>(operation: StaffOperation<I, O>) {
  return async (input: z.input<I>): Promise<ActionResult<z.output<O>>> => {
    const requestHeaders = await headers();
    const requestId = newRequestId(requestHeaders);
    try {
      if (!isOwnOrigin(requestHeaders))
        throw new DomainError("forbidden", "This form may only be sent from Posthouse's own pages.");
      const visitor = await visitorOf({ ip: clientIp(requestHeaders), requestId });
      return { ok: true, value: await operation({ visitor }, input) };
    } catch (error) {
      return { ok: false, refusal: toRefusal(error, requestId) };
    }
  };
}

/** The signed-in person as they are now, in no tenant; null: nobody. */
export async function visitorOf(origin: { ip: string | null; requestId: string }): Promise<Visitor | null> {
  const session = await currentSession();
  const person = session && (await personOf(session));
  return person && { id: person.id, name: person.name, isStaff: person.isStaff, ...origin };
}
