import type { Page } from "@playwright/test";
import { makeUser } from "#domain/test-factory.ts";
import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("an admin adds a person, changes their role and takes them out again", async ({ page, tenant }) => {
  const newcomer = await makeUser({ name: "Ada Newcomer" });
  await signIn(page, tenant.admin, tenant.path("members"));
  await expect(rowOf(page, tenant.admin.email)).toContainText("You");
  await page.getByRole("button", { name: "Add person" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a person" });
  await dialog.getByLabel("E-mail").fill("nobody@example.com");
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog.getByLabel("E-mail")).toHaveAccessibleDescription(/Nobody with this e-mail has an account/);
  await expectAccessible(page);
  await dialog.getByLabel("E-mail").fill(newcomer.email);
  await dialog.getByRole("button", { name: "Add person" }).click();
  const row = rowOf(page, newcomer.email);
  await expect(row.getByRole("combobox", { name: "Role of Ada Newcomer" })).toHaveValue("operator");

  await row.getByRole("combobox", { name: "Role of Ada Newcomer" }).selectOption("Admin");
  await expect(row.getByRole("combobox", { name: "Role of Ada Newcomer" })).toHaveValue("admin");
  await page.reload();
  await expect(row.getByRole("combobox", { name: "Role of Ada Newcomer" })).toHaveValue("admin");

  await row.getByRole("button", { name: "Remove Ada Newcomer" }).click();
  const question = page.getByRole("alertdialog", { name: "Remove Ada Newcomer?" });
  await expect(question).toContainText("API keys that they made go on working");
  await question.getByRole("button", { name: "Remove person" }).click();
  await expect(row).toHaveCount(0);
});

test("the last admin stays one, and is told why", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("members"));
  const row = rowOf(page, tenant.admin.email);
  await row.getByRole("combobox").selectOption("Operator");
  await page.getByRole("alertdialog").getByRole("button", { name: "Change my role" }).click();
  await expect(page.getByText("This is the tenant's last admin. Make somebody else an admin first.")).toBeVisible();
  await expect(row.getByRole("combobox")).toHaveValue("admin");
  await row.getByRole("button", { name: "Leave this tenant" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave tenant" }).click();
  await expect(page.getByText("This is the tenant's last admin. Make somebody else an admin first.")).toBeVisible();
  await expect(row).toBeVisible();
});

test("an operator is told that only admins see the people, and sees none", async ({ page, tenant }) => {
  await signIn(page, await tenant.addPerson("operator"), tenant.path("members"));
  await expect(page.getByRole("heading", { name: "Only admins see who belongs here" })).toBeVisible();
  expect(await page.content()).not.toContain(tenant.admin.email);
  await expect(page.getByRole("button", { name: "Add person" })).toHaveCount(0);
});

function rowOf(page: Page, email: string) {
  return page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: email });
}
