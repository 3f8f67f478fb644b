import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { answers, echoesChallenge } from "#harness/behaviours.ts";
import type { Receiver } from "#harness/receiver.ts";
import { expectAccessible } from "./accessible.ts";
import { expectForgotten, secretDialog, shownSecret, storeSecret, watchAnswersFor } from "./secret-dialog.ts";
import { signIn } from "./sign-in.ts";
import type { Tenant } from "./tenant.ts";
import { expect, test } from "./test.ts";

test("Send test says in place what the receiver answered", async ({ page, tenant, receiver }) => {
  await openEndpoint(page, { tenant, receiver });
  receiver.behave(answers({ headers: { "content-type": "application/json" }, body: '{"stock":7}' }));
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText(/^The test arrived: the receiver answered 200 in \S+ m?s\.$/)).toBeVisible();
  await expect(page.getByText('"stock"')).toBeVisible();
  expect(receiver.requests[0]?.headers["posthouse-event-type"]).toBe("endpoint.test");

  receiver.behave(answers({ status: 500, body: "Out of order." }));
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(
    page.getByText("The receiver answered 500. A test has one attempt, so none follows.", { exact: false }).first(),
  ).toBeVisible();
  await expect(page.getByText("Out of order.").first()).toBeVisible();
});

test("a test is sent with another type and a payload of one's own", async ({ page, tenant, receiver }) => {
  await tenant.api.call("POST", "/event-types", { name: "order.paid", example: { data: { total: "12.50" } } });
  await openEndpoint(page, { tenant, receiver });
  await page.getByRole("button", { name: "Send test" }).click();
  const region = page.getByRole("region", { name: "Test" });
  await expect(region.getByText("The test arrived")).toBeVisible();
  await region.getByRole("button", { name: "Edit payload" }).click();
  await region.getByRole("combobox", { name: "Event type of the test" }).click();
  await page.getByRole("option", { name: "order.paid" }).click();
  const payload = region.getByRole("textbox", { name: "Payload" });
  await expect(payload).toHaveValue(/"total": "12.50"/);
  await payload.fill('{"data":');
  await region.getByRole("button", { name: "Send again" }).click();
  await expect(payload).toHaveAccessibleDescription(/This is not JSON/);
  await payload.fill('{"type":"order.lost"}');
  await region.getByRole("button", { name: "Send again" }).click();
  await expect(region.getByText("payload.type: Must be order.paid, or left out")).toBeVisible();
  await expectAccessible(page);
  await payload.fill('{"data":{"total":"0.00"}}');
  await region.getByRole("button", { name: "Send again" }).click();
  await expect(region.getByText("The test arrived")).toBeVisible();
  await expect.poll(() => receiver.requests.at(-1)?.headers["posthouse-event-type"]).toBe("order.paid");
  expect(receiver.requests.at(-1)?.body.toString()).toBe('{"type":"order.paid","data":{"total":"0.00"}}');
});

test("rotating shows the new secret once, and both sign while the grace lasts", async ({
  page,
  context,
  tenant,
  receiver,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { secret: first } = await openEndpoint(page, { tenant, receiver });
  await rotate(page, "1 hour");
  const second = await storeSecret(page, { doneLabel: "Done" });
  const answersWithSecret = watchAnswersFor(page, second);
  await expectForgotten(page, second);
  await page.reload();
  await expect(page.getByText(/^signs too, ends /)).toBeVisible();
  await expectForgotten(page, second);
  expect(await answersWithSecret()).toEqual([]);

  await tenant.api.postEvent('{"type":"order.paid"}');
  await receiver.received(1);
  const [message] = receiver.requests;
  expect(message?.headers["webhook-signature"]?.split(" ")).toHaveLength(2);
  for (const secret of [first, second]) new Webhook(secret).verify(message?.body ?? "", { ...message?.headers });
});

test("a secret that was not stored is gone with a reload, and rotating at once ends it", async ({
  page,
  tenant,
  receiver,
}) => {
  await openEndpoint(page, { tenant, receiver });
  await rotate(page, "1 hour");
  const lost = await shownSecret(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Signing secret" })).toBeVisible();
  await expect(secretDialog(page)).toBeHidden();
  await expectForgotten(page, lost);
  await rotate(page, "End the older one at once");
  const second = await shownSecret(page);
  await tenant.api.postEvent('{"type":"order.paid"}');
  await receiver.received(1);
  const [message] = receiver.requests;
  const verify = (secret: string) => new Webhook(secret).verify(message?.body ?? "", { ...message?.headers });
  expect(() => verify(lost)).toThrow();
  verify(second);
});

test("a paused endpoint's deliveries wait, and go out when it is resumed", async ({ page, tenant, receiver }) => {
  await openEndpoint(page, { tenant, receiver });
  await page.getByRole("button", { name: "Pause" }).click();
  const question = page.getByRole("alertdialog", { name: "Pause this endpoint?" });
  await expect(question).toContainText("Deliveries wait, those of new events too, and then go out oldest first");
  await question.getByRole("button", { name: "Pause endpoint" }).click();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText("Paused by hand.");
  await tenant.api.postEvent('{"type":"order.paid"}');
  const row = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: "order.paid" });
  await expect(row).toContainText("Pending");
  expect(receiver.requests).toEqual([]);
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(row).toContainText("Succeeded");
  await expect(verdict).not.toContainText("Paused");
  expect(receiver.requests).toHaveLength(1);
});

test("verifying tells a receiver that answers the challenge from one that does not", async ({
  page,
  tenant,
  receiver,
}) => {
  await openEndpoint(page, { tenant, receiver });
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("The receiver did not pass")).toBeVisible();
  receiver.behave(echoesChallenge());
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("The receiver answered the challenge")).toBeVisible();
});

test("deleting names what is lost, keeps the history and cancels what waits", async ({ page, tenant, receiver }) => {
  const { id } = await openEndpoint(page, { tenant, receiver });
  await tenant.api.updateEndpoint(id, { status: "paused" });
  await tenant.api.postEvent('{"type":"order.paid"}');
  const row = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: "order.paid" });
  await expect(row).toContainText("Pending");
  await page.getByRole("button", { name: "Delete endpoint…" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete Warehouse?" });
  await expect(question).toContainText("Deliveries that wait are cancelled.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Delete endpoint" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("its history stays readable");
  await expect(row).toContainText("Cancelled");
  await expect(page.getByRole("button", { name: "Send test" })).toHaveCount(0);
  expect((await tenant.api.postEvent('{"type":"order.paid"}')).deliveries).toBe(0);
  await page.goto(tenant.path("endpoints"));
  await expect(page.getByRole("heading", { name: "Endpoints", level: 1 })).toBeVisible();
  await expect(page.getByRole("row", { name: "Warehouse" })).toHaveCount(0);
});

test("a field that is refused says so beside it, and nothing typed is lost", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("endpoints", "new"));
  const url = page.getByLabel("URL");
  await page.getByRole("textbox", { name: /^Name/ }).fill("Warehouse");
  for (const refused of ["not a url", "http://169.254.169.254/latest/meta-data"]) {
    await url.fill(refused);
    await page.getByRole("button", { name: "Create endpoint" }).click();
    await expect(url).toHaveAttribute("aria-invalid", "true");
    await expect(url).toHaveAccessibleDescription(/\S/);
  }
  await expect(page.getByRole("textbox", { name: /^Name/ })).toHaveValue("Warehouse");
  await expect(secretDialog(page)).toBeHidden();
});

async function openEndpoint(page: Page, { tenant, receiver }: { tenant: Tenant; receiver: Receiver }) {
  const made = await tenant.api.createEndpoint({ url: receiver.url, name: "Warehouse", retrySchedule: [1] });
  await signIn(page, tenant.admin, tenant.path("endpoints", made.id));
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
  return made;
}

async function rotate(page: Page, grace: string): Promise<void> {
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Rotate the signing secret" });
  await dialog.getByRole("radio", { name: grace }).click();
  await dialog.getByRole("button", { name: "Rotate secret" }).click();
}
