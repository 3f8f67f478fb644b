import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "./accessible.ts";
import { addressOf, OUTER_PAGES, PAGES, STAFF_PAGES, UNKNOWN_PAGE } from "./page-list.ts";
import { signIn } from "./sign-in.ts";
import { newStaff } from "./staff.ts";
import { expect, furnishedTest, test } from "./test.ts";

// Colours that are on their way from one theme to the other are nobody's colours.
const contextOptions = { reducedMotion: "reduce" } as const;
furnishedTest.use({ contextOptions });
test.use({ contextOptions });

for (const each of PAGES) {
  furnishedTest(
    `the app's page /${each} is accessible in both themes, and fits a phone and a desk`,
    async ({ page, furnished }) => {
      const { tenant, idOf } = furnished;
      const answer = await page.goto(tenant.path(...addressOf(each, idOf)));
      expect(answer?.status()).toBe(each === UNKNOWN_PAGE ? 404 : 200);
      // One that leads on is looked at where it leads to.
      if (answer?.request().redirectedFrom()) return;
      await expectFitAndAccessible(page);
    },
  );
}

for (const each of OUTER_PAGES) {
  test(`/${each} is accessible in both themes, and fits a phone and a desk`, async ({ page }) => {
    const answer = await page.goto(`/${addressOf(each, { docs: "endpoints" }).join("/")}`);
    expect(answer?.status()).toBe(200);
    await expectFitAndAccessible(page);
  });
}

for (const each of STAFF_PAGES) {
  test(`/${each} is accessible in both themes, and fits a phone and a desk`, async ({ page, furnished: _ }) => {
    await signIn(page, await newStaff(), `/${each}`);
    await expectFitAndAccessible(page);
  });
}

test("the 403 page is accessible in both themes, and fits a phone and a desk", async ({ page, tenant }) => {
  await signIn(page, await tenant.addPerson("member"), tenant.path("overview"));
  await expectFitAndAccessible(page);
});

test("where there is nothing yet, every page is as accessible", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("overview"));
  for (const each of PAGES.filter((path) => !path.includes("["))) {
    expect((await page.goto(tenant.path(each)))?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expectAccessible(page);
  }
});

async function expectFitAndAccessible(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page, "colours");
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page, "structure");
}
