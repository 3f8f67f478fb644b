import { globSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { memberships } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
import { databaseContents, ownTestDatabase } from "#harness/test-database.ts";
import type { ActionResult, Place } from "./action.ts";

// What Next would find in the request: it has no request outside of its server.
const request = vi.hoisted(() => ({ headers: new Headers(), session: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (name === SESSION_COOKIE && request.session ? { name, value: request.session } : undefined),
  }),
}));

type Action = (place: Place, input: unknown) => Promise<ActionResult<unknown>>;

/** Signing in and out is for everybody, what staff do is in no tenant; each is proven by tests of its own. */
const ELSEWHERE = ["app/login/actions.ts", "app/support/actions.ts"];
const root = fileURLToPath(new URL("..", import.meta.url));
const files = globSync("app/**/actions.ts", { cwd: root }).filter((file) => !ELSEWHERE.includes(file));
const actions: (readonly [string, Action])[] = [];
for (const file of files.sort()) {
  const exported: Record<string, unknown> = await import(join(root, file));
  for (const [name, value] of Object.entries(exported)) if (isAction(value)) actions.push([`${file} ${name}`, value]);
}

ownTestDatabase();
let tenant: { id: string; slug: string };
let other: { id: string; slug: string };
let tokens: { admin: string; member: string; demoted: string };
beforeAll(async () => {
  [tenant, other] = [await makeTenant(), await makeTenant()];
  const demoted = await makeUser({ tenant });
  tokens = {
    admin: await sessionToken(await makeUser({ tenant })),
    member: await sessionToken(await makeUser({ tenant, role: "member" })),
    demoted: await sessionToken(demoted),
  };
  const theirs = and(eq(memberships.userId, demoted.id), eq(memberships.tenantId, tenant.id));
  await system().update(memberships).set({ role: "member" }).where(theirs);
});

const OWN = "http://localhost:3000";

/** Calls an action as a POST by this session from this origin would; answers the code it was refused with. */
async function refusal(action: Action, who: { session?: string; origin?: string; slug?: string }): Promise<string> {
  request.session = who.session;
  request.headers = new Headers({ host: "localhost:3000", ...(who.origin ? { origin: who.origin } : {}) });
  const result = await action({ tenant: who.slug ?? tenant.slug, app: "production" }, { unknownField: true });
  return result.ok ? "done" : result.refusal.code;
}

test("actions are found without being listed", () => {
  expect(actions.map(([name]) => name.split(" ")[1])).toContain("createEndpointAction");
});

describe("an action called directly is behind the same gate, and writes nothing", () => {
  test.each(actions)("%s", async (_, action) => {
    const { admin, member, demoted } = tokens;
    const before = await databaseContents();
    expect(await refusal(action, { origin: OWN })).toBe("unauthenticated");
    expect(await refusal(action, { origin: OWN, session: `${admin}x` })).toBe("unauthenticated");
    expect(await refusal(action, { origin: OWN, session: member })).toBe("forbidden");
    expect(await refusal(action, { origin: OWN, session: demoted })).toBe("forbidden");
    expect(await refusal(action, { origin: OWN, session: admin, slug: other.slug })).toBe("not_found");
    for (const origin of ["https://evil.example", "null", undefined]) {
      expect(await refusal(action, { session: admin, ...(origin ? { origin } : {}) })).toBe("forbidden");
    }
    expect(await databaseContents()).toEqual(before);
  });

  test.each(actions)("%s opens to an admin from our own pages, and then minds its input", async (_, action) => {
    expect(await refusal(action, { origin: OWN, session: tokens.admin })).toBe("invalid_request");
  });
});

function isAction(value: unknown): value is Action {
  return typeof value === "function";
}
