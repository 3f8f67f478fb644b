import { system } from "#db/tenant.ts";
import { grantRole } from "#domain/member/grant.ts";
import type { Role } from "#domain/member/words.ts";
import { makeKey, makeTenant, makeUser } from "#domain/test-factory.ts";
import { type Api, apiOf } from "./api.ts";

/** A person who can sign in. */
export type Person = { id: string; email: string; password: string };

/** A tenant of one test's own, with an admin, an app `production` and an API key. */
export type Tenant = {
  /** A uuid. */
  id: string;
  slug: string;
  admin: Person;
  /** An API key that may do everything. */
  token: string;
  api: Api;
  /** The path of one of its pages: `path("endpoints", id)`. */
  path: (...segments: string[]) => string;
  addPerson: (role: Role) => Promise<Person>;
  setRole: (person: Person, role: Role) => Promise<void>;
};

/** Makes a tenant nobody else in the suite touches. */
export async function newTenant(): Promise<Tenant> {
  const made = await makeTenant({ name: "Acme Trading" });
  const addPerson = async (role: Role) => {
    const password = "correct horse battery";
    const { id, email } = await makeUser({ tenant: made, role, password, name: "Robin Person" });
    return { id, email, password };
  };
  const { token } = await makeKey(made, { permissions: ["manage_webhooks", "send_events"] });
  return {
    id: made.id,
    slug: made.slug,
    admin: await addPerson("admin"),
    token,
    api: apiOf(token),
    path: (...segments) => `/t/${[made.slug, "production", ...segments].join("/")}`,
    addPerson,
    setRole: (person, role) => grantRole(system(), { tenantId: made.id, userId: person.id, role }),
  };
}
