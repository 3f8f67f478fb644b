import { globSync } from "node:fs";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeTenant, makeUser } from "#domain/test-factory.ts";
import { refusalOf } from "#domain/test-fixtures.ts";
import { createTestDatabase, databaseContents, type TestDatabase } from "#harness/test-database.ts";
import { enterTenant } from "./enter.ts";
import { type StaffOperation, staffOperation, type Visitor } from "./staff-operation.ts";

/** Every staff operation there is, found by looking into every file. */
const operations: StaffOperation[] = [];
for (const file of globSync("*.ts", { cwd: import.meta.dirname })
  .filter((name) => !name.endsWith(".test.ts"))
  .sort()) {
  const values: unknown[] = Object.values(await import(join(import.meta.dirname, file)));
  operations.push(...values.filter(isStaffOperation));
}
const each = operations.map((one) => [one.staffFacts.id, one] as const);

let testDatabase: TestDatabase;
let tenant: { id: string; slug: string };
let admin: Visitor;
let staff: Visitor;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  connectDatabase(testDatabase.url);
  tenant = await makeTenant();
  admin = { ...(await makeUser({ tenant })), isStaff: false, ip: null, requestId: "an admin's request" };
  staff = { ...(await makeUser({ isStaff: true })), isStaff: true, ip: "192.0.2.7", requestId: "a staff request" };
});
afterAll(async () => {
  await disconnectDatabase();
  await testDatabase.drop();
});

const inputs: Record<string, () => Promise<Record<string, unknown>>> = {
  "support.enter": async () => ({ tenant: tenant.slug, reason: "Ticket 4711 needs a look" }),
  "support.leave": async () => {
    await enterTenant(
      { visitor: { ...staff, requestId: "before" } },
      { tenant: tenant.slug, reason: "To leave again" },
    );
    return { tenant: tenant.slug };
  },
  "support.find": async () => ({ text: "dlv_01jd3k5v8efm4r9tzy2q6w7xab" }),
};
const inputOf = async (id: string) => (await inputs[id]?.()) ?? {};

test("staff operations are found without being listed", () => {
  expect(each.map(([id]) => id)).toEqual(expect.arrayContaining(["support.enter", "support.leave", "support.failing"]));
});

describe("whoever is not support staff is refused before the input is read, and nothing is written", () => {
  test.each(each)("%s", async (_, operation) => {
    const before = await databaseContents();
    const neverRead = () => {
      throw new Error("read the input first");
    };
    expect(await refusalOf(operation.invoke({ visitor: null }, neverRead))).toBe("unauthenticated");
    expect(await refusalOf(operation.invoke({ visitor: admin }, neverRead))).toBe("forbidden");
    expect(await databaseContents()).toEqual(before);
  });
});

describe("an unknown field is refused", () => {
  test.each(each)("%s", async (id, operation) => {
    const input = { ...(await inputOf(id)), userId: admin.id };
    const before = await databaseContents();
    await expect(operation.invoke({ visitor: staff }, () => input)).rejects.toMatchObject({
      code: "invalid_request",
      issues: [{ path: "userId", message: "Unknown field" }],
    });
    expect(await databaseContents()).toEqual(before);
  });
});

describe("whoever writes is in the tenant's audit log, and whoever reads cannot write", () => {
  test.each(each)("%s", async (id, operation) => {
    const input = await inputOf(id);
    const before = await databaseContents();
    const requestId = `observed ${id}`;
    expect(await refusalOf(operation.invoke({ visitor: { ...staff, requestId } }, () => input))).toBe("done");
    const { audited } = operation.staffFacts;
    expect(JSON.stringify(await databaseContents()) !== JSON.stringify(before)).toBe(audited);
    const ofRequest = and(eq(auditEntries.tenantId, tenant.id), eq(auditEntries.requestId, requestId));
    const entries = await system().select().from(auditEntries).where(ofRequest);
    expect(entries).toMatchObject(
      audited ? [{ action: id, actorType: "staff", actorId: staff.id, actorName: staff.name, ip: staff.ip }] : [],
    );
  });

  const rename = (audited: boolean) =>
    staffOperation({
      ...(audited ? { id: "support.leave", audited } : { id: "support.test", audited }),
      summary: "Write and say nothing",
      input: z.strictObject({}),
      output: z.object({}),
      run: async ({ tx }) =>
        tx
          .update(tenants)
          .set({ name: "Changed" })
          .then(() => ({})),
    });

  test.each([true, false])("a write that leaves no row is undone (said to be audited: %s)", async (audited) => {
    await expect(rename(audited)({ visitor: staff }, {})).rejects.toThrow(audited ? "wrote nothing to the audit" : "");
    expect(await system().select().from(tenants).where(eq(tenants.name, "Changed"))).toEqual([]);
  });
});

function isStaffOperation(value: unknown): value is StaffOperation {
  return typeof value === "function" && "staffFacts" in value && "invoke" in value;
}
