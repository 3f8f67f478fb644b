import { expect, type Page } from "@playwright/test";
import type { Person } from "./tenant.ts";

/** Opens a page as nobody, signs in on the login page that comes instead, and ends on the page. */
export async function signIn(page: Page, { email, password }: Person, path: string): Promise<void> {
  await page.goto(path);
  await submitLogin(page, { email, password });
  await expect(page).toHaveURL(path);
}

/** Fills in the login form and sends it. */
export async function submitLogin(page: Page, { email, password }: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
