import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("settings are changed, refused where they are wrong, and count at once", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("settings"));
  await expect(page.getByRole("button", { name: "Save settings" })).toBeDisabled();
  await page.getByRole("textbox", { name: "Failed attempts in a row" }).fill("0");
  await page.getByRole("radio", { name: "A schedule of this app" }).click();
  await page.getByRole("textbox", { name: "Wait before retry 1", exact: true }).fill("0");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByRole("textbox", { name: "Failed attempts in a row" })).toHaveAccessibleDescription(
    "A whole number from 1 to 10,000",
  );
  await expect(page.getByText("Each wait takes from 1 second to 24 hours")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Failed attempts in a row" }).fill("20");
  await page.getByRole("textbox", { name: "Wait before retry 1", exact: true }).fill("7");
  await expect(page.getByRole("table", { name: "Timetable of attempts" })).toContainText("after 7 s");
  await page.getByRole("checkbox", { name: "Take known event types only" }).click();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByText("The settings are saved")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Failed attempts in a row" })).toHaveValue("20");
  await expect(page.getByRole("checkbox", { name: "Take known event types only" })).toBeChecked();
  await expect(tenant.api.postEvent('{"type":"order.paid"}')).rejects.toThrow("422");
});

test("an app is made, and its slug is its own", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("settings"));
  await page.getByRole("button", { name: "Create app" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an app" });
  await dialog.getByLabel("Name").fill("Production");
  await expect(dialog.getByLabel("In addresses")).toHaveValue("production");
  await dialog.getByRole("button", { name: "Create app" }).click();
  await expect(dialog.getByLabel("In addresses")).toHaveAccessibleDescription(
    /Another app of this tenant has this slug/,
  );
  await dialog.getByLabel("Name").fill("Sandbox");
  await dialog.getByRole("button", { name: "Create app" }).click();
  await expect(page).toHaveURL(`/t/${tenant.slug}/sandbox/overview`);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("row", { name: "Sandbox" })).toContainText("You are here");
});
