import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { makeTenant } from "#domain/test-factory.ts";
import { ownTestDatabase } from "#harness/test-database.ts";
import type { Tx } from "./client.ts";
import { apps } from "./schema/tenant.ts";
import { inTenant } from "./tenant.ts";

ownTestDatabase();

test("work that PostgreSQL broke off in a deadlock is done again", async () => {
  const tenant = await makeTenant();
  const rename = (tx: Tx, name: string) => tx.update(apps).set({ name }).where(eq(apps.id, tenant.appId));
  const lock = (tx: Tx, key: number) => tx.execute(sql`select pg_advisory_xact_lock(${key})`);
  let meet: () => void = () => undefined;
  const bothHoldOne = new Promise<void>((resolve) => (meet = resolve));
  let holding = 0;
  let runs = 0;
  const crossing = (first: number, second: number) =>
    inTenant(tenant.id, async (tx) => {
      runs += 1;
      await lock(tx, first);
      if (++holding === 2) meet();
      await bothHoldOne;
      await lock(tx, second);
      await rename(tx, `after ${first}`);
    });
  await Promise.all([crossing(1, 2), crossing(2, 1)]);
  expect(runs).toBe(3);
});
