import type { z } from "zod";
import type { Tx } from "#db/client.ts";
import { system } from "#db/tenant.ts";
import type { AuditAction } from "#domain/audit/words.ts";
import { type AuditFacts, writeAuditEntry } from "#domain/audit/write.ts";
import type { RequestOrigin } from "#domain/call/actor.ts";
import { actionOf } from "#domain/call/operation.ts";
import { parseInput } from "#domain/call/parse.ts";
import { DomainError } from "#domain/error.ts";
import type { Person } from "#domain/member/person.ts";

/** Who calls: a person and no API key, for support is given by people. */
export type StaffCaller = { visitor: Visitor | null };

/** What a staff operation works with: a transaction across all tenants, read-only where nothing is audited. */
export type StaffContext = {
  staff: Visitor;
  tx: Tx;
  /** Writes the row into the audit log of the tenant concerned, under the staff member's name. */
  audit: (tenantId: string, facts: AuditFacts) => Promise<void>;
};

/** As of any operation: what is audited is an action that the log has a sentence for. */
type Named =
  | { id: Extract<AuditAction, `support.${string}`>; audited: true }
  | { id: `support.${string}`; audited: false };

type Definition<I extends z.ZodType, O extends z.ZodType> = Named & {
  summary: string;
  input: I;
  output: O;
  run: (context: StaffContext, input: z.output<I>) => Promise<z.input<O>>;
};

export type StaffOperation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  (caller: StaffCaller, input: z.input<I>): Promise<z.output<O>>;
  staffFacts: { id: string; input: z.ZodType; output: z.ZodType; audited: boolean };
  invoke: (caller: StaffCaller, readInput: () => unknown) => Promise<z.output<O>>;
};

/**
 * Makes an operation for support staff: the one way to reach across tenants from outside. A kind of its own, which
 * neither routes nor the pages' actions can mount by mistake. In order: staff or refused, parse, then in one
 * transaction the work and its audit row; parse the output. Throws DomainError for every expected refusal.
 */
export function staffOperation<I extends z.ZodType, O extends z.ZodType>(
  definition: Definition<I, O>,
): StaffOperation<I, O> {
  const { id, input, output, audited, run } = definition;
  const invoke = async ({ visitor }: StaffCaller, readInput: () => unknown): Promise<z.output<O>> => {
    const staff = requireStaff(visitor);
    const given = parseInput(input, await readInput());
    const accessMode = audited ? "read write" : "read only";
    return system().transaction(
      async (tx) => {
        let rows = 0;
        const audit = async (tenantId: string, facts: AuditFacts) => {
          rows += 1;
          await writeAuditEntry(tx, {
            actor: actorOf(staff, tenantId),
            appId: null,
            action: actionOf(definition),
            ...facts,
          });
        };
        const result = await run({ staff, tx, audit }, given);
        if (audited && rows === 0) throw new Error(`${id} wrote nothing to the audit log.`);
        return output.parseAsync(result);
      },
      { accessMode },
    );
  };
  return Object.assign((caller: StaffCaller, given: z.input<I>) => invoke(caller, () => given), {
    staffFacts: { id, input, output, audited },
    invoke,
  });
}

function actorOf({ id, name, ip, requestId }: Visitor, tenantId: string) {
  return { type: "staff" as const, id, name, tenantId, appId: null, permissions: [], ip, requestId };
}

/** A signed-in person outside of any tenant, read from the database for this request. */
export type Visitor = Pick<Person, "id" | "name" | "isStaff"> & RequestOrigin;

/** The gate of everything that reaches across tenants: support staff, and nobody else. */
function requireStaff(visitor: Visitor | null): Visitor {
  if (!visitor) throw new DomainError("unauthenticated", "Sign in as a member of the support staff.");
  if (visitor.isStaff) return visitor;
  throw new DomainError("forbidden", "This is for the support staff of this Posthouse. Ask its operator.");
}
