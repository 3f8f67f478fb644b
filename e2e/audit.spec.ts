import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("each act is a sentence that leads to its target and opens to what changed", async ({
  page,
  tenant,
  receiver,
}) => {
  const { id } = await tenant.api.createEndpoint({ url: receiver.url, name: "Warehouse" });
  await tenant.api.updateEndpoint(id, { name: "Orders", maxInFlight: 5 });
  await signIn(page, tenant.admin, tenant.path("audit"));
  const log = page.getByRole("table", { name: "Audit log" });
  await expect(log.getByRole("row", { name: "signed in" })).toContainText("Robin Person");
  const change = log.getByRole("row", { name: "changed name, parallel attempts of Orders" });
  await expect(change).toContainText("API key");
  await change.getByRole("button", { name: "Show the details" }).click();
  await expect(log.getByRole("deletion").filter({ hasText: "Warehouse" })).toBeVisible();
  await expect(log.getByRole("insertion").filter({ hasText: "Orders" })).toBeVisible();
  await page.getByRole("link", { name: "All about it" }).click();
  await expect(page).toHaveURL(new RegExp(`target=${id}$`));
  await expect(log.getByRole("row", { name: "signed in" })).toHaveCount(0);
  await expect(log.getByRole("row", { name: "created the endpoint" })).toBeVisible();
  await page.reload();
  await expect(log.getByRole("row", { name: "created the endpoint" })).toBeVisible();
  await log.getByRole("link", { name: "Orders" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
});

test("filters stand in the address; what nothing fits, and an id nobody has, say so", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("audit"));
  await page.getByRole("button", { name: "What", exact: true }).click();
  await page.getByRole("button", { name: "API key revoked" }).click();
  await expect(page).toHaveURL(/action=api_key\.delete$/);
  await expect(page.getByText("Nothing that was done fits these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page.getByRole("row", { name: "signed in" })).toBeVisible();
  await page.goto(`${tenant.path("audit")}?target=ep_01h455vb4pex5vsknk084sn02q`);
  await expect(page.getByText("Nothing here has this id.")).toBeVisible();
  await page.goto(`${tenant.path("audit")}?pages=nonsense`);
  await expect(page).toHaveURL(tenant.path("audit"));
});
