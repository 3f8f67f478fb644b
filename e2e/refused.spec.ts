import type { Page } from "@playwright/test";
import { addressOf, PAGES, UNKNOWN_PAGE } from "./page-list.ts";
import { signIn } from "./sign-in.ts";
import { expect, furnishedTest, test } from "./test.ts";

// What a refusal says has to be in the document: scripts may be late, or never come.
test.use({ javaScriptEnabled: false });
furnishedTest.use({ javaScriptEnabled: false });

const mayNot = "You may not open this page";
const nothingHere = "There is nothing here";
const noSuchAddress = "Nothing is delivered to this address";

test("without manage_webhooks every page says so before any script", async ({ page, furnished }) => {
  const { tenant, idOf } = furnished;
  await signIn(page, await tenant.addPerson("member"), tenant.path("overview"));
  for (const each of PAGES) {
    await expectRefusal(page, tenant.path(...addressOf(each, idOf)), { status: 403, title: mayNot });
    await expect(page).toHaveTitle(`${mayNot} · Posthouse`);
    await expect(page.getByText("An admin of the tenant can give it to you.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await expect(page.getByRole("navigation")).toHaveCount(0);
  }
});

test("the support page tells a tenant's people before any script that it is not for them", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("overview"));
  await expectRefusal(page, "/support", { status: 403, title: mayNot });
  await expect(page.getByText("Its operator decides who is.")).toBeVisible();
});

const pagesOfOneThing = PAGES.filter((page) => page.includes("[") || page === UNKNOWN_PAGE);

for (const each of pagesOfOneThing) {
  furnishedTest(
    `an id that /${each} does not know is answered in words before any script`,
    async ({ page, furnished }) => {
      const address = furnished.tenant.path(...addressOf(each, UNKNOWN_IDS));
      await expectRefusal(page, address, { status: 404, title: nothingHere });
      await expect(page.getByText("The id may be mistyped, or it belongs to another app.")).toBeVisible();
      await expect(
        page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Endpoints" }),
      ).toBeVisible();
    },
  );
}

furnishedTest("an unknown app, tenant or path is answered in words before any script", async ({ page, furnished }) => {
  const { tenant } = furnished;
  const own = `/t/${tenant.slug}`;
  for (const address of [`${own}/no-such-app/overview`, `${own}/no-such-app/wall`, "/t/nobody/production/deliveries"]) {
    await expectRefusal(page, address, { status: 404, title: noSuchAddress });
    await expect(page).toHaveTitle(`${noSuchAddress} · Posthouse`);
  }
  for (const address of ["/no-such-page", "/t", own, "/docs/no-such-part"]) {
    await expectRefusal(page, address, { status: 404, title: noSuchAddress });
    await expect(page.getByRole("link", { name: "Go to the dashboard" })).toHaveAttribute("href", "/");
  }
});

/** Of the right form, and nobody's. */
const UNKNOWN_IDS = {
  deliveries: `dlv_${"0".repeat(26)}`,
  endpoints: `ep_${"0".repeat(26)}`,
  events: `evt_${"0".repeat(26)}`,
  "event-types": "no.such.type",
  sources: `src_${"0".repeat(26)}`,
};

type Refusal = { status: 403 | 404; title: string };

async function expectRefusal(page: Page, address: string, { status, title }: Refusal): Promise<void> {
  expect((await page.goto(address))?.status(), address).toBe(status);
  await expect(page.getByRole("heading", { level: 1, name: title }), address).toBeVisible();
}
