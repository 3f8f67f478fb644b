import type { Member } from "#domain/member/schema.ts";

export type Role = Member["role"];

/** The roles, the mightiest first, with what each lets a person do. */
export const ROLES = [
  { value: "admin", label: "Admin", hint: "Everything, and who belongs to the tenant." },
  { value: "operator", label: "Operator", hint: "Everything but the people." },
  { value: "member", label: "Member", hint: "Nothing yet: a place kept for later." },
] as const satisfies readonly { value: Role; label: string; hint: string }[];

/** The role with this name; `member`, which may nothing, for any other. */
export function roleNamed(name: string): Role {
  return ROLES.find(({ value }) => value === name)?.value ?? "member";
}

/** `an admin`, `an operator`, `a member`. */
export function roleWords(role: Role): string {
  return role === "member" ? "a member" : `an ${role}`;
}
