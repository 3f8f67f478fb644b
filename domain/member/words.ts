import type { Act, ActionWords } from "#domain/audit/rule/action-words.ts";

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

export const MEMBER_AUDIT = {
  "member.create": { label: "Person added", sentence: (act) => `added ${act.target} as ${newRole(act)}` },
  "member.update": { label: "Person’s role changed", sentence: (act) => `made ${act.target} ${newRole(act)}` },
  "member.delete": { label: "Person removed", sentence: ({ target }) => `removed ${target}` },
  "member.grant": { label: "Role given by the operator", sentence: (act) => `made ${act.target} ${newRole(act)}` },
  "member.sign_in": { label: "Signed in", sentence: () => "signed in" },
  "member.sign_in_refused": {
    label: "Sign-in refused",
    sentence: () => "could not sign in: the password was wrong",
  },
} satisfies Record<string, ActionWords>;

function newRole({ after }: Act): string {
  const role = ROLES.find((one) => one === after.role);
  return role === undefined ? String(after.role) : roleWords(role);
}
