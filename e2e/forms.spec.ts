import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { secretDialog } from "./secret-dialog.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test.describe("on a screen that shows a part of the form", () => {
  test.use({ viewport: { width: 1280, height: 480 } });

  test("the first wrong field gets the focus and comes into view, whoever refused it", async ({ page, tenant }) => {
    await signIn(page, tenant.admin, tenant.path("endpoints", "new"));
    const [url, parallel] = [page.getByLabel("URL"), page.getByLabel("Parallel attempts")];
    const summary = page.getByText("Headers, limits and retries");
    await summary.click();
    await parallel.fill("0");
    await summary.click();
    await expect(parallel).toBeHidden();
    await create(page);
    await expect(url).toBeFocused();
    await expect(url).toBeInViewport();
    await url.fill("https://hooks.example.com");
    await create(page);
    await expect(parallel).toBeFocused();
    await expect(parallel).toBeInViewport();
    await parallel.fill("10");
    await url.fill("http://169.254.169.254/latest/meta-data");
    await create(page);
    await expect(url).toHaveAccessibleDescription(/\S/);
    await expect(url).toBeFocused();
    await expect(url).toBeInViewport();
  });
});

test("what is typed is asked about before a link, the palette, Back or closing the tab loses it", async ({
  page,
  tenant,
}) => {
  await signIn(page, tenant.admin, tenant.path("endpoints"));
  await page.getByRole("link", { name: "Create endpoint" }).first().click();
  const name = page.getByRole("textbox", { name: /^Name/ });
  await name.fill("Warehouse");
  const here = page.url();

  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Events" }).click();
  await expectAccessible(page);
  await keepTyping(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder("A page, an endpoint, or any id").fill("audit");
  await page.keyboard.press("Enter");
  await keepTyping(page);
  await page.evaluate(() => history.back());
  await keepTyping(page);
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const browserAsks = await asked;
  expect(browserAsks.type()).toBe("beforeunload");
  await browserAsks.dismiss();
  await expect(name).toHaveValue("Warehouse");
  expect(page.url()).toBe(here);

  await page.evaluate(() => history.back());
  await question(page).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Endpoints" })).toBeVisible();
});

test("what is saved is left without a question", async ({ page, tenant, receiver }) => {
  await signIn(page, tenant.admin, tenant.path("endpoints", "new"));
  await page.getByLabel("URL").fill(receiver.url);
  await create(page);
  await secretDialog(page).getByRole("checkbox").click();
  await secretDialog(page).getByRole("button", { name: "Go to the endpoint" }).click();
  await expect(page.getByRole("heading", { name: "Signing secret" })).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: /^Name/ }).fill("Warehouse");
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
  await page.goto(tenant.path("settings"));
  await page.getByRole("checkbox", { name: "Take known event types only" }).click();
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByRole("button", { name: "Save settings" })).toBeDisabled();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Events" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Events" })).toBeVisible();
});

test("Escape in a dialog asks before what is typed there is lost", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("api-keys"));
  const open = page.getByRole("button", { name: "Create API key" });
  const dialog = page.getByRole("dialog", { name: "Create an API key" });
  await open.click();
  await dialog.getByLabel("Name").fill("Order service");
  await page.keyboard.press("Escape");
  await keepTyping(page);
  await expect(dialog.getByLabel("Name")).toHaveValue("Order service");
  await page.keyboard.press("Escape");
  await question(page).getByRole("button", { name: "Discard" }).click();
  await expect(dialog).toBeHidden();
  await open.click();
  await expect(dialog.getByLabel("Name")).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(question(page)).toBeHidden();
});

test("what somebody else changes meanwhile is not set back", async ({ page, tenant, receiver }) => {
  const { id } = await tenant.api.createEndpoint({ url: receiver.url, name: "Till", version: "1" });
  await signIn(page, tenant.admin, tenant.path("endpoints", id, "edit"));
  await page.getByRole("textbox", { name: /^Name/ }).fill("Warehouse");
  await tenant.api.updateEndpoint(id, { version: "2" });
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
  expect(await tenant.api.call("GET", `/endpoints/${id}`)).toMatchObject({ name: "Warehouse", version: "2" });
});

const create = (page: Page) => page.getByRole("button", { name: "Create endpoint" }).click();
const question = (page: Page) => page.getByRole("alertdialog", { name: "Discard what you typed?" });

async function keepTyping(page: Page): Promise<void> {
  await question(page).getByRole("button", { name: "Cancel" }).click();
  await expect(question(page)).toBeHidden();
}
