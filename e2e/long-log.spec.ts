import { readFile } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { apps, tenants } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { makeDeliveries } from "#domain/delivery/test-factory.ts";
import { makeEndpointRow } from "#domain/event/test-factory.ts";
import { newId } from "#domain/new-id.ts";
import { signIn } from "./sign-in.ts";
import type { Tenant } from "./tenant.ts";
import { expect, test } from "./test.ts";

const COUNT = 500;

test("a long log brings older rows by itself and draws only those in sight", async ({ page, tenant }) => {
  const oldest = await manyDeliveries(tenant);
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  const table = page.getByRole("table", { name: "Deliveries" });
  await expect(table).toHaveAttribute("aria-rowcount", "-1");
  const last = table.getByRole("row").filter({ hasText: oldest });
  // The end that was pressed for may lie further down by the time that older rows are there.
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(last).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 90_000 });
  await expect(page.getByText("That is all there is.")).toBeVisible();
  await expect(table).toHaveAttribute("aria-rowcount", String(COUNT + 1));
  await expect(last).toHaveAttribute("aria-rowindex", String(COUNT + 1));
  expect(await table.getByRole("row").count()).toBeLessThan(200);
  // The browser glides: a press while it still glides down may get lost.
  await expect(async () => {
    await page.keyboard.press("Home");
    await expect(table.locator('[aria-rowindex="2"]')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.getByRole("dialog").getByRole("region", { name: "Verdict" })).toBeVisible();
});

test("what the filters find is downloaded as CSV", async ({ page, tenant }) => {
  const oldest = await manyDeliveries(tenant);
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  await page.goto(`${tenant.path("deliveries")}?status=failed`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^deliveries-production-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text.trimEnd().split("\r\n")).toHaveLength(COUNT + 1);
  expect(text).toContain(`,${oldest},`);
  expect(text).toContain(`,"'=cmd|' /C calc'!A0",`);
});

/** Failed deliveries, a second apart; answers the type of the oldest. */
async function manyDeliveries({ slug }: Tenant): Promise<string> {
  const [app] = await system()
    .select({ id: tenants.id, appId: apps.id })
    .from(tenants)
    .innerJoin(apps, eq(apps.tenantId, tenants.id))
    .where(eq(tenants.slug, slug));
  if (!app) throw new Error("The tenant has no app.");
  const endpointId = await makeEndpointRow(app, { name: "=cmd|' /C calc'!A0" });
  const start = Date.now() - COUNT * 1000 - 60_000;
  for (let from = 0; from < COUNT; from += 500) {
    await makeDeliveries(
      app,
      Array.from({ length: 500 }, (_, at) => ({
        id: newId(start + (from + at) * 1000),
        endpointId,
        eventType: `order.number_${from + at}`,
        status: "failed" as const,
        completedAt: new Date(),
      })),
    );
  }
  return "order.number_0";
}
