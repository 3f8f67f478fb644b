import { DomainError } from "#domain/error.ts";
import type { Person } from "#domain/member/person.ts";

/** A signed-in person outside of any tenant, read from the database for this request. */
export type Visitor = Pick<Person, "id" | "name" | "isStaff"> & { ip: string | null; requestId: string };

/** The gate of everything that reaches across tenants: support staff, and nobody else. */
export function requireStaff(visitor: Visitor | null): Visitor {
  if (!visitor) throw new DomainError("unauthenticated", "Sign in as a member of the support staff.");
  if (visitor.isStaff) return visitor;
  throw new DomainError("forbidden", "This is for the support staff of this Posthouse. Ask its operator.");
}
