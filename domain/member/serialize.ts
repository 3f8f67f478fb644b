import { formatId } from "#domain/id.ts";
import type { Member } from "./schema.ts";
import type { Role } from "./words.ts";

/** A membership joined to its person. */
export type MemberRow = { id: string; email: string; name: string; role: Role; createdAt: Date };

export function serializeMember({ id, email, name, role, createdAt }: MemberRow): Member {
  return { object: "member", id: formatId("usr", id), email, name, role, createdAt: createdAt.toISOString() };
}
