import { expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";

/** What a dialog reveals: what it is called, in short and whole, and how it is written. */
export type Revealed = { noun: string; label: string; form: RegExp };

const SIGNING_SECRET: Revealed = { noun: "secret", label: "Signing secret", form: /^whsec_[A-Za-z0-9+/=]{44}$/ };

/** The secret that the open dialog shows. */
export async function shownSecret(page: Page, revealed: Revealed = SIGNING_SECRET): Promise<string> {
  const shown = secretDialog(page, revealed).getByRole("status", { name: revealed.label });
  await expect(shown).toHaveText(revealed.form);
  return (await shown.textContent()) ?? "";
}

export function secretDialog(page: Page, { noun }: Pick<Revealed, "noun"> = SIGNING_SECRET) {
  return page.getByRole("dialog", { name: `Store the ${noun} now` });
}

/** Copies the secret, tries to get away without having said that it is stored, then says so. */
export async function storeSecret(
  page: Page,
  { doneLabel, revealed = SIGNING_SECRET }: { doneLabel: string; revealed?: Revealed },
): Promise<string> {
  const dialog = secretDialog(page, revealed);
  const secret = await shownSecret(page, revealed);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `Copy ${revealed.noun}` }).click();
  await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
  const done = dialog.getByRole("button", { name: doneLabel });
  await expect(done).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("checkbox", { name: `I have stored the ${revealed.noun}` }).click();
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
