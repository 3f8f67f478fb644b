import type { APIResponse, Page } from "@playwright/test";
import { addressOf, PAGES } from "./page-list.ts";
import { signIn, submitLogin } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("a member without manage_webhooks gets a 403 page in place of every page, and nothing else", async ({
  page,
  furnished,
}) => {
  const { tenant, idOf, marker } = furnished;
  await signIn(page, await tenant.addPerson("member"), tenant.path("overview"));
  for (const each of PAGES) {
    const path = tenant.path(...addressOf(each, idOf));
    const status = (await page.goto(path))?.status();
    expect.soft(status, path).toBe(403);
    if (status !== 403) continue;
    await expect.soft(page.getByRole("heading", { name: "You may not open this page" }), path).toBeVisible();
    await expect.soft(page.getByRole("navigation"), path).toHaveCount(0);
    await expectNothingOf(marker, await page.request.get(path));
    await expectNothingOf(marker, await asClientNavigation(page, path));
  }
  const list = await page.request.get("/api/v1/endpoints", { headers: { "posthouse-tenant": tenant.slug } });
  expect(list.status()).toBe(403);
});

test("another tenant's admin finds nothing at any address", async ({ page, furnished, tenant: own }) => {
  const { tenant, idOf, marker } = furnished;
  await signIn(page, own.admin, own.path("deliveries"));
  for (const each of PAGES) {
    const path = tenant.path(...addressOf(each, idOf));
    const answer = await page.request.get(path);
    expect.soft(answer.status(), path).toBe(404);
    await expectNothingOf(marker, answer);
    await expectNothingOf(marker, await asClientNavigation(page, path));
  }
});

test("nobody signed in is sent to the login page from every page", async ({ request, furnished }) => {
  const { tenant, idOf } = furnished;
  for (const each of PAGES) {
    const path = tenant.path(...addressOf(each, idOf));
    const answer = await request.get(path, { maxRedirects: 0 });
    expect.soft(answer.status(), path).toBe(307);
    expect.soft(answer.headers().location, path).toBe(`/login?callbackUrl=${encodeURIComponent(path)}`);
  }
});

test("after signing in one stands where one wanted to go, filters and all", async ({ page, furnished: { tenant } }) => {
  const wanted = `${tenant.path("deliveries")}?status=failed&responseCode=503`;
  await page.goto(wanted);
  await expect(page.getByRole("heading", { name: "Sign in to Posthouse" })).toBeVisible();
  await submitLogin(page, tenant.admin);
  await expect(page).toHaveURL(wanted);
  await expect(page.getByRole("table", { name: "Deliveries" }).getByRole("link", { name: "order.paid" })).toBeVisible();
});

test("a sign-in never leads to a foreign site", async ({ page, tenant }) => {
  await page.goto("/login?callbackUrl=https://example.com/phish");
  await submitLogin(page, tenant.admin);
  await expect(page).toHaveURL(tenant.path("overview"));
});

test("a permission that is taken away is gone at once", async ({ page, tenant }) => {
  const operator = await tenant.addPerson("operator");
  await signIn(page, operator, tenant.path("deliveries"));
  await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();
  await page.goto(tenant.path("endpoints"));
  await tenant.setRole(operator, "member");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Deliveries" }).click();
  await expect(page.getByRole("heading", { name: "You may not open this page" })).toBeVisible();
  // The page's own title where the router had it before the permission went; one that says nothing else, but one.
  await expect(page).toHaveTitle(/^(Deliveries|You may not open this page) · Posthouse$/);
  expect((await page.reload())?.status()).toBe(403);
  await expect(page).toHaveTitle("You may not open this page · Posthouse");
});

/** What the router fetches when somebody steps from page to page. */
function asClientNavigation(page: Page, path: string): Promise<APIResponse> {
  return page.request.get(path, { headers: { RSC: "1" } });
}

async function expectNothingOf(marker: string, answer: APIResponse): Promise<void> {
  expect.soft(await answer.text(), answer.url()).not.toContain(marker);
}
