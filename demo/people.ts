import { eq } from "drizzle-orm";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { createUser } from "#domain/member/create-user.ts";
import { grantRole } from "#domain/member/grant.ts";
import type { Role } from "#domain/member/words.ts";
import type { DemoPlace } from "./place.ts";

/** The demo's people share one password, which the start prints: the demo listens on this machine only. */
export const DEMO_PASSWORD = "posthouse-demo";
export const DEMO_ADMIN = "admin@demo.posthouse";

const PEOPLE: { email: string; name: string; role: Role | null; isStaff: boolean }[] = [
  { email: DEMO_ADMIN, name: "Ada Admin", role: "admin", isStaff: false },
  { email: "operator@demo.posthouse", name: "Omar Operator", role: "operator", isStaff: false },
  { email: "member@demo.posthouse", name: "Mia Member", role: "member", isStaff: false },
  { email: "support@demo.posthouse", name: "Sam Support", role: null, isStaff: true },
];

/** Makes who is missing. */
export async function ensurePeople({ tenantId }: DemoPlace): Promise<void> {
  for (const { email, name, role, isStaff } of PEOPLE) {
    const [known] = await system().select({ id: users.id }).from(users).where(eq(users.email, email));
    const userId = known?.id ?? (await createUser(system(), { email, name, password: DEMO_PASSWORD, isStaff }));
    if (role && !known) await grantRole(system(), { tenantId, userId, role });
  }
}
