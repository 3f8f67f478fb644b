import { signIn, submitLogin } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const LOGIN_TRIES = 10;

test("a wrong password is said beside the form, which keeps the e-mail", async ({ page, tenant }) => {
  await page.goto(tenant.path("deliveries"));
  await submitLogin(page, { ...tenant.admin, password: "not the password" });
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The e-mail or the password is wrong.");
  await expect(page.getByLabel("E-mail")).toHaveValue(tenant.admin.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expect(page.getByLabel("Password")).toBeFocused();
  await submitLogin(page, tenant.admin);
  await expect(page).toHaveURL(tenant.path("deliveries"));
});

test("an unknown e-mail reads like a wrong password", async ({ page }) => {
  await page.goto("/login");
  await submitLogin(page, { email: "nobody-here@example.com", password: "some password" });
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("The e-mail or the password is wrong.");
});

test("too many tries are stopped, also with the right password", async ({ page, tenant }) => {
  await page.goto("/login");
  const said = page.getByRole("main").getByRole("alert");
  for (let tries = 1; tries <= LOGIN_TRIES; tries++) {
    await submitLogin(page, { ...tenant.admin, password: `guess number ${tries}` });
    await expect(page.getByLabel("Password")).toHaveValue("");
    await expect(said).toHaveText("The e-mail or the password is wrong.");
  }
  await submitLogin(page, tenant.admin);
  await expect(said).toHaveText(/^Too many tries to sign in\. Wait \d+ (seconds|minutes) and try again\.$/);
  await expect(page).toHaveURL("/login");
});

test("signing out ends the session, also for the Back button", async ({ page, context, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  await page.getByRole("button", { name: "Account of Robin Person" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
  await page.goto(tenant.path("deliveries"));
  await expect(page.getByRole("heading", { name: "Sign in to Posthouse" })).toBeVisible();
  expect((await context.request.get("/api/v1/endpoints")).status()).toBe(401);
});

test("the session cookie is out of reach of scripts and of other sites", async ({ page, context, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  const cookies = await context.cookies();
  const session = cookies.filter(({ name }) => name.includes("session-token"));
  expect(session).toEqual([expect.objectContaining({ httpOnly: true, sameSite: "Lax" })]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("one signs in, is told of a mistake, and arrives", async ({ page, tenant }) => {
    await page.goto(tenant.path("deliveries"));
    await submitLogin(page, { ...tenant.admin, password: "not the password" });
    await expect(page.getByRole("main").getByRole("alert")).toHaveText("The e-mail or the password is wrong.");
    await expect(page.getByLabel("E-mail")).toHaveValue(tenant.admin.email);
    await submitLogin(page, tenant.admin);
    await expect(page).toHaveURL(tenant.path("deliveries"));
    await expect(page.getByRole("heading", { name: "Deliveries", level: 1 })).toBeVisible();
  });
});
