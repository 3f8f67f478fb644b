import type { Page } from "@playwright/test";
import { connectDatabase } from "#db/client.ts";
import { makeUser } from "#domain/test-factory.ts";
import { startSsoProvider } from "./start-sso-provider.ts";
import { expect, test } from "./test.ts";

const id = crypto.randomUUID().slice(0, 8);
const invited = { login: `invited-${id}`, email: `invited-${id}@example.com`, isVerified: true };
const returning = { login: `returning-${id}`, email: `returning-${id}@example.com`, isVerified: true };
const renamed = { login: `renamed-${id}`, email: invited.email, isVerified: true };
const stranger = { login: `stranger-${id}`, email: `stranger-${id}@example.com`, isVerified: true };
const unverified = { login: `unverified-${id}`, email: `unverified-${id}@example.com`, isVerified: false };

// One provider listens at the address that the service was told.
test.describe.configure({ mode: "serial" });
let provider: Awaited<ReturnType<typeof startSsoProvider>>;
test.beforeAll(async () => {
  connectDatabase(process.env.DATABASE_URL ?? "");
  provider = await startSsoProvider([invited, returning, renamed, stranger, unverified]);
});
test.afterAll(() => provider.close());

// The provider's own page asks for a typeface from far away.
test.beforeEach(({ context }) =>
  context.route(/fonts\.googleapis/, (route) => route.fulfill({ contentType: "text/css" })),
);

const button = (page: Page) => page.getByRole("button", { name: "Continue with single sign-on" });

/** Goes from our login page through the provider's forms and back. */
async function throughProvider(page: Page, { login }: { login: string }): Promise<void> {
  await button(page).click();
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("an invited member arrives where they wanted to go, the first time and again", async ({
  page,
  context,
  tenant,
}) => {
  const person = await makeUser({ email: invited.email, name: "Robin Person" });
  await tenant.setRole({ ...person, password: "" }, "operator");
  for (const _ of ["the first time", "again"]) {
    await page.goto(tenant.path("deliveries"));
    await throughProvider(page, invited);
    await expect(page).toHaveURL(tenant.path("deliveries"));
    await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();
    await context.clearCookies();
  }
});

test("whose session ends under a form signs in in a new tab, and what they typed is sent", async ({
  page,
  context,
  tenant,
}) => {
  const person = await makeUser({ email: returning.email, name: "Robin Person" });
  await tenant.setRole({ ...person, password: "" }, "operator");
  await page.goto(tenant.path("endpoints", "new"));
  await throughProvider(page, returning);
  await page.getByLabel("URL").fill("https://hooks.example.com");
  await context.clearCookies();
  await page.getByRole("button", { name: "Create endpoint" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByRole("button", { name: "Try again" }).click();
  const opened = context.waitForEvent("page");
  await dialog.getByRole("link", { name: "Sign in by single sign-on in a new tab" }).click();
  const tab = await opened;
  await throughProvider(tab, returning);
  await expect(tab.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Store the secret now" })).toBeVisible();
});

test("whoever has that e-mail later is not let into the account", async ({ page }) => {
  await page.goto("/login");
  await throughProvider(page, renamed);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^You have no account here\./);
});

test("a stranger is told so, and gets no access", async ({ page, context, tenant }) => {
  await page.goto("/login");
  await throughProvider(page, stranger);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^You have no account here\./);
  expect((await context.cookies()).filter(({ name }) => name.includes("session-token"))).toEqual([]);
  expect((await context.request.get("/api/v1/apps")).status()).toBe(401);
  await page.goto(tenant.path("deliveries"));
  await expect(page.getByRole("heading", { name: "Sign in to Posthouse" })).toBeVisible();
});

test("an e-mail that nobody verified opens no account, though there is one", async ({ page, context }) => {
  await makeUser({ email: unverified.email });
  await page.goto("/login");
  await throughProvider(page, unverified);
  await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^Your provider has not verified your e-mail/);
  expect((await context.request.get("/api/v1/apps")).status()).toBe(401);
});

test("an answer that this browser did not ask for is refused", async ({ page, context, browser }) => {
  await page.goto("/login");
  await button(page).click();
  await page.getByPlaceholder("Enter any login").waitFor();
  const asked = page.waitForRequest((request) => request.url().includes("/api/auth/callback/sso"));
  await context.route("**/api/auth/callback/sso**", (route) => route.abort());
  await page.getByPlaceholder("Enter any login").fill(invited.login);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  const theirs = (await asked).url();
  const victim = await browser.newContext();
  const landed = await victim.newPage();
  await landed.goto(theirs);
  await expect(landed.getByRole("main").getByRole("alert")).toHaveText(/^Single sign-on did not work\./);
  expect((await victim.request.get("/api/v1/apps")).status()).toBe(401);
  await victim.close();
});

test("a provider that is away is said, and the password still works", async ({ page, tenant }) => {
  await provider.close();
  try {
    await page.goto(`/login?callbackUrl=${tenant.path("deliveries")}`);
    await button(page).click();
    await expect(page.getByRole("main").getByRole("alert")).toHaveText(/^Single sign-on did not work\./);
  } finally {
    provider = await startSsoProvider([]);
  }
});
