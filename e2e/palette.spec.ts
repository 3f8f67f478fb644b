import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const SLOW_MS = 1_500;

test("what is typed while the palette loads is what it searches for", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("overview"));
  await page.route("**/_next/static/chunks/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  // "g" and "a", one after the other, would lead to the audit log.
  await page.keyboard.type("le", { delay: 20 });
  await page.keyboard.type("ga", { delay: 20 });
  const search = page.getByPlaceholder("A page, an endpoint, or any id");
  await expect(search).toHaveValue("lega");
  await page.keyboard.type("cy");
  await expect(search).toHaveValue("legacy");
  await expect(page).toHaveURL(tenant.path("overview"));
});
