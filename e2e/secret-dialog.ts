import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";

/** The secret that the open dialog shows. */
export async function shownSecret(page: Page): Promise<string> {
  const shown = secretDialog(page).getByRole("status", { name: "Signing secret" });
  await expect(shown).toHaveText(/^whsec_[A-Za-z0-9+/=]{44}$/);
  return (await shown.textContent()) ?? "";
}

export function secretDialog(page: Page) {
  return page.getByRole("dialog", { name: "Store the secret now" });
}

/** Copies the secret, tries to get away without having said that it is stored, then says so. */
export async function storeSecret(page: Page, { doneLabel }: { doneLabel: string }): Promise<string> {
  const dialog = secretDialog(page);
  const secret = await shownSecret(page);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Copy secret" }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  const done = dialog.getByRole("button", { name: doneLabel });
  await expect(done).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("checkbox", { name: "I have stored the secret" }).click();
  await done.click();
  await expect(dialog).toBeHidden();
  return secret;
}

/** From now on, the addresses of all answers that hold `text`. */
export function watchAnswersFor(page: Page, text: string): () => Promise<string[]> {
  const bodies: Promise<string | null>[] = [];
  page.on("response", (answer) => {
    // A redirect and an answer that was given up have no body to read.
    const body = answer.text().catch(() => "");
    bodies.push(body.then((read) => (read.includes(text) ? answer.url() : null)));
  });
  return async () => (await Promise.all(bodies)).filter((url) => url !== null);
}

/** Neither what the page shows nor what the browser keeps for it holds `secret`. */
export async function expectForgotten(page: Page, secret: string): Promise<void> {
  expect(await page.content()).not.toContain(secret);
  const kept = await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }]));
  expect(kept).not.toContain(secret);
}
