import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { answers } from "#harness/behaviours.ts";
import type { Receiver } from "#harness/receiver.ts";
import { holdRequests } from "./hold-requests.ts";
import { expectForgotten, storeSecret, watchAnswersFor } from "./secret-dialog.ts";
import { submitLogin } from "./sign-in.ts";
import { expect, test } from "./test.ts";

const RETRY_SECONDS = 6;
/** Whole bytes matter: a JSON round trip would lose the zero and the spaces. */
const MESSAGE = '{"type":"order.paid",  "data":{"total":12.50}}';

test("an event's life: delivered; failed, retried, given up; replayed and delivered", async ({
  page,
  context,
  tenant,
  receiver,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await submitLogin(page, tenant.admin);
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.getByRole("link", { name: "Create endpoint" }).click();
  const secret = await createEndpoint(page, receiver);

  await openFromRail(page, "Deliveries");
  await expect(page.getByRole("heading", { name: "No deliveries yet" })).toBeVisible();
  const reloads = countReloads(page);
  const hold = holdRequests();
  receiver.behave(hold.behaviour);
  await tenant.api.postEvent(MESSAGE);
  const row = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: "order.paid" });
  await expect(row).toContainText("Sending");
  hold.answerAll({ status: 200 });
  await expect(row).toContainText("Succeeded");
  expectSigned(receiver, secret);

  await tenant.api.postEvent(MESSAGE);
  await page.getByRole("button", { name: "1 new" }).click();
  await expect(row.first()).toContainText("Sending");
  await row.first().getByRole("link").click();
  await page.getByRole("link", { name: "Open in full" }).click();
  const verdict = page.getByRole("region", { name: "Verdict" }).getByRole("paragraph");
  await expect(verdict).toContainText([
    "Attempt 1 of 2 is on its way.",
    "Should it fail, the next try is in about 6 s.",
  ]);
  hold.answerAll({ status: 503, body: "The warehouse is closed." });
  await expect(verdict).toContainText(["The receiver answered 503.", "One last attempt is due "]);
  await receiver.received(3);
  await expect(verdict).toContainText(["The receiver answered 503. Attempt 2 of 2 is on its way."]);
  hold.answerAll({ status: 503, body: "The warehouse is closed." });
  await expect(verdict).toContainText([
    /Given up after two attempts over \S+ s: the receiver answered 503 every time\./,
    "No attempt follows; it stays here until someone replays it.",
  ]);
  await expect(page.getByText("The warehouse is closed.").last()).toBeVisible();

  receiver.behave(answers());
  await page.getByRole("button", { name: "Replay" }).click();
  await expect(verdict).toContainText([/The replay was delivered: the receiver answered 200 in \S+ m?s\./]);
  await page.getByRole("link", { name: "The event itself" }).click();
  await expect(verdict).toContainText(["Given up after two attempts"]);
  expect(attemptsOf(receiver)).toEqual(["1", "1", "2", "1"]);
  const [, failed, retried, replayed] = receiver.requests;
  expect([retried, replayed].map((request) => request?.headers["webhook-id"])).toEqual(
    Array(2).fill(failed?.headers["webhook-id"]),
  );
  expectSigned(receiver, secret);

  await openFromRail(page, "Overview");
  await expect(page.getByText("Deliveries3ended in this range", { exact: true })).toBeVisible();
  expect(reloads()).toBe(0);
});

/** Fills in the form with one short retry, takes the secret and makes sure that it is nowhere any more. */
async function createEndpoint(page: Page, receiver: Receiver): Promise<string> {
  await page.getByLabel("URL").fill(receiver.url);
  await page.getByRole("textbox", { name: /^Name/ }).fill("Warehouse");
  await page.getByText("Headers, limits and retries").click();
  await page.getByRole("textbox", { name: "Timeout" }).fill("30");
  await page.getByRole("radio", { name: "A schedule of its own" }).click();
  const removals = page.getByRole("button", { name: /^Remove retry/ });
  for (let left = await removals.count(); left > 1; left--) await removals.last().click();
  await page.getByRole("textbox", { name: "Wait before retry 1" }).fill(String(RETRY_SECONDS));
  await page.getByRole("button", { name: "Create endpoint" }).click();
  const secret = await storeSecret(page, { doneLabel: "Go to the endpoint" });
  const answersWithSecret = watchAnswersFor(page, secret);
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
  await expect(page.getByText(`whsec_…${secret.replace(/=+$/, "").slice(-4)}`)).toBeVisible();
  await expectForgotten(page, secret);
  await page.reload();
  await expectForgotten(page, secret);
  await page.goBack();
  await expectForgotten(page, secret);
  await page.goForward();
  await openFromRail(page, "Endpoints");
  await page.getByRole("link", { name: "Create endpoint" }).click();
  await expect(page.getByLabel("URL")).toHaveValue("");
  await expectForgotten(page, secret);
  expect(await answersWithSecret()).toEqual([]);
  return secret;
}

async function openFromRail(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

function countReloads(page: Page): () => number {
  let reloads = 0;
  page.on("request", (request) => {
    if (request.isNavigationRequest()) reloads += 1;
  });
  return () => reloads;
}

/** Every message came byte for byte and bears a signature that the public package accepts. */
function expectSigned(receiver: Receiver, secret: string): void {
  for (const { body, headers } of receiver.requests) {
    expect(body.toString()).toBe(MESSAGE);
    new Webhook(secret).verify(body, { ...headers });
  }
}

function attemptsOf(receiver: Receiver): (string | undefined)[] {
  return receiver.requests.map(({ headers }) => headers["posthouse-attempt"]);
}
