import { headers } from "next/headers";
import type { z } from "zod";
import { DomainError } from "#domain/error.ts";
import { personOf } from "#domain/member/person.ts";
import type { Visitor } from "#domain/support/staff.ts";
import type { StaffOperation } from "#domain/support/staff-operation.ts";
import { type ActionResult, toRefusal } from "./action.ts";
import { clientIp } from "./client-ip.ts";
import { newRequestId } from "./door/request.ts";
import { isOwnOrigin } from "./origin.ts";
import { currentSession } from "./session.ts";

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
