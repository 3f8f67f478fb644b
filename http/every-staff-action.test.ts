import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as exported from "#app/support/actions.ts";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { users } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
import { createTestDatabase, databaseContents, type TestDatabase } from "#harness/test-database.ts";
import type { ActionResult } from "./action.ts";

// What Next would find in the request: it has no request outside of its server.
const request = vi.hoisted(() => ({ headers: new Headers(), session: undefined as string | undefined }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) => (name === SESSION_COOKIE && request.session ? { name, value: request.session } : undefined),
  }),
}));

type Action = (input: unknown) => Promise<ActionResult<unknown>>;
const actions: (readonly [string, Action])[] = [];
for (const [name, value] of Object.entries<unknown>(exported)) if (isAction(value)) actions.push([name, value]);

let testDatabase: TestDatabase;
let tokens: { admin: string; staff: string; demoted: string };
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url);
  const demoted = await makeUser({ isStaff: true });
  tokens = {
    admin: await sessionToken(await makeUser({ tenant: await makeTenant() })),
    staff: await sessionToken(await makeUser({ isStaff: true })),
    demoted: await sessionToken(demoted),
  };
  await system().update(users).set({ isStaff: false }).where(eq(users.id, demoted.id));
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

const OWN = "http://localhost:3000";

async function refusal(action: Action, who: { session?: string; origin?: string }): Promise<string> {
  request.session = who.session;
  request.headers = new Headers({ host: "localhost:3000", ...(who.origin ? { origin: who.origin } : {}) });
  const result = await action({ unknownField: true });
  return result.ok ? "done" : result.refusal.code;
}

test("staff actions are found without being listed", () => {
  expect(actions.map(([name]) => name)).toContain("enterTenantAction");
});

describe("a staff action called directly is behind the same gate, and writes nothing", () => {
  test.each(actions)("%s", async (_, action) => {
    const { admin, staff, demoted } = tokens;
    const before = await databaseContents();
    expect(await refusal(action, { origin: OWN })).toBe("unauthenticated");
    expect(await refusal(action, { origin: OWN, session: `${staff}x` })).toBe("unauthenticated");
    expect(await refusal(action, { origin: OWN, session: admin })).toBe("forbidden");
    expect(await refusal(action, { origin: OWN, session: demoted })).toBe("forbidden");
    for (const origin of ["https://evil.example", "null", undefined]) {
      expect(await refusal(action, { session: staff, ...(origin ? { origin } : {}) })).toBe("forbidden");
    }
    expect(await databaseContents()).toEqual(before);
  });

  test.each(actions)("%s opens to staff from our own pages, and then minds its input", async (_, action) => {
    expect(await refusal(action, { origin: OWN, session: tokens.staff })).toBe("invalid_request");
  });
});

function isAction(value: unknown): value is Action {
  return typeof value === "function";
}
