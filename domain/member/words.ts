export const ROLES = ["admin", "operator", "member"] as const;
export type Role = (typeof ROLES)[number];
