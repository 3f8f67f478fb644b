import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { shownSecret } from "./secret-dialog.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("whose session ends under a form signs in on top of it, and what they typed is saved", async ({
  page,
  context,
  tenant,
  receiver,
}) => {
  const { id } = await tenant.api.createEndpoint({ url: receiver.url, name: "Till" });
  await signIn(page, tenant.admin, tenant.path("endpoints", id, "edit"));
  await page.getByRole("textbox", { name: /^Name/ }).fill("Warehouse");
  await context.clearCookies();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(signInAgain(page).getByLabel("E-mail")).toHaveValue(tenant.admin.email);
  await expectAccessible(page);
  await enter(page, "not the password");
  await expect(signInAgain(page).getByLabel("Password")).toHaveAccessibleDescription(/is wrong/);
  await enter(page, tenant.admin.password);
  await expect(page.getByText("The settings are saved")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
});

test("the same above a dialog, which Escape does not close meanwhile", async ({ page, context, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("api-keys"));
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await dialog.getByLabel("Name").fill("Order service");
  await context.clearCookies();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(signInAgain(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(signInAgain(page)).toBeVisible();
  await enter(page, tenant.admin.password);
  await shownSecret(page, { noun: "key", label: "API key", form: /^ph_/ });
  await expect(dialog).toBeHidden();
});

test("who does not sign in again keeps what they typed, and is told why it was not sent", async ({
  page,
  context,
  tenant,
}) => {
  await signIn(page, tenant.admin, tenant.path("endpoints", "new"));
  await page.getByLabel("URL").fill("https://hooks.example.com");
  await context.clearCookies();
  await page.getByRole("button", { name: "Create endpoint" }).click();
  await signInAgain(page).getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The endpoint was not created" })).toBeVisible();
  await expect(page.getByLabel("URL")).toHaveValue("https://hooks.example.com");
});

test("a list that is kept fresh asks once, and goes on where it was", async ({ page, context, tenant }) => {
  await tenant.api.postEvent('{"type":"order.paid"}');
  await signIn(page, tenant.admin, tenant.path("sources"));
  await expect(page.getByRole("heading", { name: "No sources yet" })).toBeVisible();
  await context.clearCookies();
  await expect(signInAgain(page)).toBeVisible({ timeout: 30_000 });
  await tenant.api.createSource({ name: "Main repository", verification: { kind: "github" } });
  await enter(page, tenant.admin.password);
  await expect(page.getByRole("link", { name: "Main repository" })).toBeVisible();

  await context.clearCookies();
  await signInAgain(page).getByRole("button", { name: "Not now" }).click({ timeout: 30_000 });
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().includes("/sources") && response.status() === 401),
    expect(page.getByText("Not up to date")).toBeVisible({ timeout: 30_000 }),
  ]);
  await answer.finished();
  await expect(signInAgain(page)).toBeHidden();
});

const signInAgain = (page: Page) => page.getByRole("dialog", { name: "Sign in again" });

async function enter(page: Page, password: string): Promise<void> {
  await signInAgain(page).getByLabel("Password").fill(password);
  await signInAgain(page).getByRole("button", { name: "Sign in" }).click();
}
