import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#db/client.ts";
import { tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { createTestDatabase, type TestDatabase } from "#harness/test-database.ts";
import { DomainError } from "../error.ts";
import { makeTenant } from "../test-factory.ts";
import { readMayLag } from "./operation.ts";

// Two databases that do not follow each other show best which of them was asked.
let primary: TestDatabase;
let replica: TestDatabase;
let tenant: Awaited<ReturnType<typeof makeTenant>>;

beforeAll(async () => {
  [primary, replica] = await Promise.all([createTestDatabase(), createTestDatabase()]);
});
afterAll(async () => {
  await disconnectDatabase();
  await Promise.all([primary.drop(), replica.drop()]);
});
beforeEach(async () => {
  await connect(primary.url);
  tenant = await makeTenant();
  await connect(replica.url);
  await system().insert(tenants).values({ id: tenant.id, slug: tenant.slug, name: "As the replica knows it" });
});

async function connect(url: string, readUrl?: string): Promise<void> {
  await disconnectDatabase();
  connectDatabase(url, { readUrl });
}

const nameSeen = () =>
  readMayLag(tenant.id, async (tx) => {
    const [row] = await tx.select({ name: tenants.name }).from(tenants);
    return row?.name;
  });

test("is answered by the replica, and sees one tenant there too", async () => {
  await connect(primary.url, replica.url);
  expect(await nameSeen()).toBe("As the replica knows it");
});

test("is answered by the primary where there is no replica", async () => {
  await connect(primary.url);
  expect(await nameSeen()).toBe("Test tenant");
});

test("is asked of the primary where the replica does not find it yet, and refused only if that does not either", async () => {
  await connect(primary.url, replica.url);
  const tried: string[] = [];
  const find = readMayLag(tenant.id, async (tx) => {
    const [row] = await tx.select({ name: tenants.name }).from(tenants);
    tried.push(row?.name ?? "nothing");
    if (tried.length === 1) throw new DomainError("not_found", "It is not here yet.");
    return "found";
  });
  expect(await find).toBe("found");
  expect(tried).toEqual(["As the replica knows it", "Test tenant"]);
  const refused = readMayLag(tenant.id, async () => {
    throw new DomainError("conflict", "It is in the wrong state.");
  });
  await expect(refused).rejects.toThrow("It is in the wrong state.");
});

test("is answered by the primary where the replica is away, which is then left alone for a while", async () => {
  const away = new URL(replica.url);
  away.port = "1";
  await connect(primary.url, away.href);
  expect(await nameSeen()).toBe("Test tenant");
  await connect(primary.url, replica.url);
  expect(await nameSeen()).toBe("Test tenant");
});
