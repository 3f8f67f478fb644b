import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expectForgotten, type Revealed, storeSecret, watchAnswersFor } from "./secret-dialog.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const KEY: Revealed = { noun: "key", label: "API key", form: /^ph_[0-9a-z]{26}_[0-9a-f]{40}$/ };

/** The column that says when a key was last used, from 0. */
const LAST_USED = 3;

test("a key is shown once, may do what it was made for, and nothing once it is revoked", async ({
  page,
  context,
  tenant,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, tenant.admin, tenant.path("api-keys"));
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/Give it a name/);
  await dialog.getByLabel("Name").fill("Order service");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await storeSecret(page, { doneLabel: "Done", revealed: KEY });
  const answersWithKey = watchAnswersFor(page, key);
  const row = keyRow(page);
  await expect(row).toContainText("Send events");
  await expect(row).toContainText("never");
  await expect(row).toContainText("Robin Person");
  await expectForgotten(page, key);
  await page.reload();
  await expect(row).toBeVisible();
  await expectForgotten(page, key);
  expect(await answersWithKey()).toEqual([]);

  expect(await post("events", key)).toBe(202);
  expect(await post("endpoints", key)).toBe(403);
  const lastUsed = row.getByRole("cell").nth(LAST_USED);
  await expect(async () => {
    await page.reload();
    await expect(lastUsed).not.toHaveText("never", { timeout: 2_000 });
  }).toPass();
  await row.getByRole("button", { name: "Revoke Order service" }).click();
  const question = page.getByRole("alertdialog", { name: "Revoke Order service?" });
  await expect(question).toContainText("Programs that use it are refused within a second.");
  await question.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toContainText("Revoked");
  await expect(row.getByRole("button", { name: /Revoke/ })).toHaveCount(0);
  await expect.poll(() => post("events", key)).toBe(401);
});

test("a key ends when it was told to, and a day in the past is refused beside its field", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("api-keys"));
  await page.getByRole("button", { name: "Create API key" }).click();
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await dialog.getByLabel("Name").fill("Order service");
  await dialog.getByRole("radio", { name: "Manage everything and send events" }).click();
  await dialog.getByRole("radio", { name: "Every app, later ones too" }).click();
  await dialog.getByRole("combobox", { name: "It ends" }).click();
  await page.getByRole("option", { name: "On a day I choose" }).click();
  await dialog.getByLabel("Its last day").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Create key" }).click();
  await expect(dialog.getByLabel("Its last day")).toHaveAccessibleDescription("Must lie in the future");
  await expect(dialog.getByLabel("Name")).toHaveValue("Order service");
  await dialog.getByRole("combobox", { name: "It ends" }).click();
  await page.getByRole("option", { name: "Never" }).click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog", { name: "Store the key now" }).getByRole("checkbox").click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(keyRow(page)).toContainText("Every app");
  await expect(keyRow(page)).toContainText("Manage, send");
});

function keyRow(page: Page) {
  return page.getByRole("table", { name: "API keys" }).getByRole("row").filter({ hasText: "Order service" });
}

async function post(path: string, key: string): Promise<number> {
  const answer = await fetch(`${process.env.E2E_BASE_URL}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: '{"type":"order.paid"}',
    signal: AbortSignal.timeout(15_000),
  });
  return answer.status;
}
