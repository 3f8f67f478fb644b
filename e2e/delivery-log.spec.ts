import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, furnishedTest as test } from "./test.ts";

test("filters stand in the address: Back, Forward and reload keep to it", async ({ page, furnished: { tenant } }) => {
  await page.goto(tenant.path("deliveries"));
  await expectSome(page, "Succeeded");
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("checkbox", { name: "Failed", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/status=failed$/);
  await expectOnly(page, "Failed");
  await page.getByRole("button", { name: "Endpoint" }).click();
  await page.getByRole("button", { name: "Till" }).click();
  await expect(page).toHaveURL(/status=failed&endpointId=ep_/);
  await expectOnly(page, "Till");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Remove the filter Endpoint: Till" })).toBeHidden();
  await expectSome(page, "Old chat bot");
  await page.goBack();
  await expectSome(page, "Succeeded");
  await page.goForward();
  await expectOnly(page, "Failed");
  await page.reload();
  await expectOnly(page, "Failed");
  await page.goBack();
  await expectSome(page, "Succeeded");
});

test("the statuses to choose from say how many the other filters leave of each", async ({
  page,
  furnished: { tenant },
}) => {
  await page.goto(`${tenant.path("deliveries")}?status=failed`);
  await expectOnly(page, "Failed");
  const failed = await rows(page).count();
  await page.getByRole("button", { name: /^Status/ }).click();
  const choice = page.getByRole("group", { name: "Status" }).locator("div").filter({ hasText: "Failed" });
  await expect(choice).toContainText(String(failed));
  await expect(
    page.getByRole("group", { name: "Status" }).locator("div").filter({ hasText: "Cancelled" }),
  ).toContainText("0");
});

test("a filter that nothing fits says so and offers the way out", async ({ page, furnished: { tenant } }) => {
  await page.goto(`${tenant.path("deliveries")}?status=cancelled`);
  await expect(page.getByText("No delivery fits these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(rows(page)).not.toHaveCount(0);
});

test("the keyboard steps through the log beside its panel", async ({ page, furnished: { tenant } }) => {
  await page.goto(tenant.path("deliveries"));
  const links = page.getByRole("table", { name: "Deliveries" }).getByRole("link");
  const ids = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")?.split("/").at(-1)));
  const chosen = (at: number) => expect(page).toHaveURL(new RegExp(`delivery=${ids[at]}$`));
  await page.keyboard.press("j");
  await chosen(0);
  const panel = page.getByRole("dialog");
  await expect(panel.getByRole("region", { name: "Verdict" })).toBeVisible();
  await page.keyboard.press("j");
  await chosen(1);
  await page.keyboard.press("j");
  await chosen(2);
  await page.keyboard.press("k");
  await chosen(1);
  await expectAccessible(page);
  await page.reload();
  await expect(panel.getByRole("region", { name: "Verdict" })).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
  await expect(page).not.toHaveURL(/delivery=/);
});

test("a delivery is copied as the curl command that repeats it", async ({ page, context, furnished }) => {
  const { tenant, idOf } = furnished;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(tenant.path("deliveries", idOf.deliveries ?? ""));
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy as cURL" }).click();
  await expect(page.getByText("The cURL command is copied")).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(/^curl --request POST 'http:\/\/127\.0\.0\.2:\d+\/once' \\\n/);
  expect(command).toContain(`--header 'webhook-id: ${idOf.events}'`);
  expect(command).toContain(`--data-raw '{"type":"order.paid","data":{"total":"12.50 €","note":"<b>thanks</b>"}}'`);
});

test("a pasted id opens what it names", async ({ page, furnished: { tenant, idOf } }) => {
  await page.goto(tenant.path("overview"));
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Search" }).fill(idOf.deliveries ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(tenant.path("deliveries", idOf.deliveries ?? ""));
});

function rows(page: Page) {
  return page
    .getByRole("table", { name: "Deliveries" })
    .getByRole("row")
    .filter({ has: page.getByRole("link") });
}

async function expectSome(page: Page, text: string): Promise<void> {
  await expect(rows(page).filter({ hasText: text })).not.toHaveCount(0);
}

async function expectOnly(page: Page, text: string): Promise<void> {
  await expectSome(page, text);
  await expect(rows(page).filter({ hasNotText: text })).toHaveCount(0);
}
