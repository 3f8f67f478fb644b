export const ROLES = ["admin", "operator", "member"] as const;
export type Role = (typeof ROLES)[number];

/** What each role lets a person do, the mightiest first. */
export const ROLE_WORDS: Record<Role, { label: string; hint: string }> = {
  admin: { label: "Admin", hint: "Everything, and who belongs to the tenant." },
  operator: { label: "Operator", hint: "Everything but the people." },
  member: { label: "Member", hint: "Nothing yet: a place kept for later." },
};

/** The roles to choose from. */
export const ROLE_CHOICES = ROLES.map((value) => ({ value, ...ROLE_WORDS[value] }));

/** The role with this name; `member`, which may nothing, for any other. */
export function roleNamed(name: string): Role {
  return ROLES.find((role) => role === name) ?? "member";
}

/** `an admin`, `an operator`, `a member`. */
export function roleWords(role: Role): string {
  return role === "member" ? "a member" : `an ${role}`;
}
