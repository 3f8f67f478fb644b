import { makeUser } from "#domain/test-factory.ts";
import type { Person } from "./tenant.ts";

/** A member of the support staff, in no tenant. */
export async function newStaff(): Promise<Person & { name: string }> {
  const password = "correct horse battery";
  const { id, email, name } = await makeUser({ password, name: "Sam Support", isStaff: true });
  return { id, email, password, name };
}
