import { expect, furnishedTest as test } from "./test.ts";

// What a slow network shows first: the page as the server sent it.
test.use({ javaScriptEnabled: false });

test("the overview is there before any script", async ({ page, furnished: { tenant } }) => {
  await page.goto(tenant.path("overview"));
  await expect(page.getByText(/^Deliveries[1-9]\d*ended in this range$/)).toBeVisible();
  await expect(page.getByText(/^Failing endpoints[1-9]\d*or suspended, now$/)).toBeVisible();
  const bars = page.getByRole("figure").filter({ hasText: "Attempts by outcome" }).locator("path[d*=v]");
  await expect(bars.first()).toBeAttached();
  const attention = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Old chat bot" }) });
  await expect(attention).toContainText("410 Gone");
});

test("the endpoints are there before any script", async ({ page, furnished: { tenant, marker } }) => {
  await page.goto(tenant.path("endpoints"));
  const table = page.getByRole("table", { name: "Endpoints" });
  await expect(table.getByRole("row", { name: marker })).toContainText("Healthy");
  await expect(table.getByRole("row", { name: "Till" })).toContainText("0%");
});

test("an endpoint's verdict and figures are there before any script", async ({ page, furnished }) => {
  const { tenant, idOf, marker } = furnished;
  await page.goto(tenant.path("endpoints", idOf.endpoints ?? ""));
  await expect(page.getByRole("heading", { level: 1, name: marker })).toBeVisible();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(
    "Every attempt in the last 24 hours succeeded",
  );
  await expect(page.getByRole("table", { name: "Deliveries" }).getByText("order.paid")).toBeVisible();
});

test("the deliveries are there before any script", async ({ page, furnished: { tenant, marker } }) => {
  await page.goto(`${tenant.path("deliveries")}?status=failed`);
  const row = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: "Till" });
  await expect(row).toContainText("Failed");
  await expect(row).toContainText("order.paid");
  await expect(row).toContainText("503");
  await page.goto(`${tenant.path("deliveries")}?status=succeeded`);
  await expect(page.getByRole("row", { name: marker }).first()).toContainText("Succeeded");
});

test("a delivery's verdict and exchange are there before any script", async ({ page, furnished: { tenant, idOf } }) => {
  await page.goto(tenant.path("deliveries", idOf.deliveries ?? ""));
  await expect(page.getByRole("heading", { level: 1, name: "order.paid" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("The receiver answered 503.");
  await expect(page.getByText("The till is closed.")).toBeVisible();
});

test("the wall is there before any script", async ({ page, furnished: { tenant, marker } }) => {
  await page.goto(tenant.path("wall"));
  await expect(page.getByRole("listitem").filter({ hasText: marker })).toContainText("Healthy");
  await expect(page.getByRole("listitem").filter({ hasText: "Old chat bot" })).toContainText("Suspended");
});
