import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expectForgotten, type Revealed, secretDialog, storeSecret, watchAnswersFor } from "./secret-dialog.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const SECRET: Revealed = { noun: "secret", label: "Secret of the source", form: /^[0-9a-f]{64}$/ };

test("a source's life: made for GitHub, it takes in what is proven, names what is not, rotates and ends", async ({
  page,
  context,
  tenant,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, tenant.admin, tenant.path("sources"));
  await expect(page.getByRole("heading", { name: "No sources yet" })).toBeVisible();
  await page.getByRole("link", { name: "Create source" }).first().click();
  await expect(page.getByRole("radio", { name: "GitHub" })).toBeChecked();
  await page.getByRole("textbox", { name: /^Name/ }).fill("Main repository");
  await page.getByRole("textbox", { name: /^Process/ }).fill("billing");
  await page.getByRole("button", { name: "Create source" }).click();
  const first = await storeSecret(page, { doneLabel: "Go to the source", revealed: SECRET });
  const answersWithSecret = watchAnswersFor(page, first);
  await expect(page.getByRole("heading", { level: 1, name: "Main repository" })).toBeVisible();
  await expect(page.getByText("Nothing has arrived yet.").first()).toBeVisible();
  await expectForgotten(page, first);
  await page.reload();
  await expectForgotten(page, first);
  expect(await answersWithSecret()).toEqual([]);
  const url =
    (await page
      .getByText(/^http.*\/in\//)
      .first()
      .textContent()) ?? "";

  expect(await send(url, "not the secret")).toBe(401);
  await expect(page.getByText("What came last was refused.")).toBeVisible();
  await page.getByText("Its proof does not fit the secret.", { exact: true }).click();
  await expect(page.getByRole("term").filter({ hasText: "x-github-event" })).toBeVisible();
  await expectAccessible(page);
  expect(await send(url, first)).toBe(202);
  await expect(page.getByRole("table", { name: "Recent events" }).getByText("github.ping")).toBeVisible();
  await expect(page.getByText("It works.")).toBeVisible();

  await rotate(page, "No time: it ends at once");
  const second = await storeSecret(page, { doneLabel: "Done", revealed: SECRET });
  await expect.poll(() => send(url, first)).toBe(401);
  expect(await send(url, second)).toBe(202);

  await page.getByRole("button", { name: "Deactivate" }).click();
  const question = page.getByRole("alertdialog", { name: "Deactivate this source?" });
  await question.getByRole("button", { name: "Deactivate source" }).click();
  await expect(page.getByText("Deactivated: its URL answers 410 Gone.")).toBeVisible();
  await expect.poll(() => send(url, second)).toBe(410);
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect.poll(() => send(url, second)).toBe(202);

  await page.getByRole("button", { name: "Delete source…" }).click();
  const end = page.getByRole("alertdialog", { name: "Delete Main repository?" });
  await expect(end.getByRole("button", { name: "Delete source" })).toBeDisabled();
  await end.getByLabel("Type Main repository to confirm").fill("Main repository");
  await end.getByRole("button", { name: "Delete source" }).click();
  await expect(page.getByRole("heading", { name: "No sources yet" })).toBeVisible();
  await expect.poll(() => send(url, second)).toBe(404);
  await page.goto(`${tenant.path("events")}?type=github.ping`);
  await expect(page.getByRole("table", { name: "Events" }).getByRole("link", { name: "github.ping" })).not.toHaveCount(
    0,
  );
});

test("a provider's own secret is taken and never shown, and one that does not suit is refused at its field", async ({
  page,
  tenant,
}) => {
  await signIn(page, tenant.admin, tenant.path("sources", "new"));
  await page.getByRole("radio", { name: "Any HMAC signature" }).click();
  await page.getByLabel(/^The provider’s own secret/).fill("short");
  await page.getByRole("button", { name: "Create source" }).click();
  await expect(page.getByLabel(/^Header/)).toHaveAccessibleDescription(/Name the header/);
  await expect(page.getByLabel(/^The provider’s own secret/)).toHaveAccessibleDescription(/At least 8 characters/);
  await page.getByLabel(/^Header/).fill("x-shop-signature");
  await page.getByLabel(/^The provider’s own secret/).fill("a secret of the shop");
  await page.getByRole("button", { name: "Create source" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Any HMAC signature" })).toBeVisible();
  await expect(secretDialog(page)).toHaveCount(0);
  await expectForgotten(page, "a secret of the shop");
  await page.getByRole("button", { name: "Edit" }).click();
  const edit = page.getByRole("dialog", { name: "Edit the source" });
  await edit.getByRole("textbox", { name: /^Name/ }).fill("The old shop");
  await edit.getByLabel(/^Event type where/).fill("not a type");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(edit.getByLabel(/^Event type where/)).toHaveAccessibleDescription(/Must be words/);
  await edit.getByLabel(/^Event type where/).fill("shop.told");
  await edit.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The old shop" })).toBeVisible();
  await page.goto(tenant.path("sources"));
  await page
    .getByRole("textbox", { name: "Find sources" })
    .or(page.getByRole("searchbox", { name: "Find sources" }))
    .fill("nothing");
  await expect(page.getByText("No source fits these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page.getByRole("link", { name: "The old shop" })).toBeVisible();
});

async function rotate(page: Page, grace: string): Promise<void> {
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate the secret" });
  await dialog.getByRole("radio", { name: grace }).click();
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
}

/** Sends a ping as GitHub does, signed with this secret; answers the status. */
async function send(url: string, secret: string): Promise<number> {
  const body = '{"zen":"Keep it logically awesome."}';
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const headers = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-hub-signature-256": `sha256=${signature}`,
  };
  const answer = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(15_000) });
  return answer.status;
}
