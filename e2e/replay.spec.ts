import { answers } from "#harness/behaviours.ts";
import type { Receiver } from "#harness/receiver.ts";
import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import type { Tenant } from "./tenant.ts";
import { expect, test } from "./test.ts";

const COUNT = 6;

test("what a filter finds is counted, replayed at a pace, paused, and goes on after a reload", async ({
  page,
  tenant,
  receiver,
}) => {
  await failAll(tenant, receiver);
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  const replayAll = page.getByRole("button", { name: "Replay all found" });
  await expect(replayAll).toBeDisabled();
  await page.goto(`${tenant.path("deliveries")}?status=failed`);
  await replayAll.click();
  const dialog = page.getByRole("dialog", { name: "Replay what the filters find" });
  await expect(dialog.getByText(`${COUNT} deliveries to replay`)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel("Pace").fill("0");
  await expect(dialog.getByRole("button", { name: `Replay ${COUNT}` })).toBeDisabled();
  await dialog.getByLabel("Pace").fill("1");
  await expect(dialog.getByText("Takes about 6 s.")).toBeVisible();
  receiver.behave(answers());
  await dialog.getByRole("button", { name: `Replay ${COUNT}` }).click();
  await expect(dialog).toBeHidden();
  const job = page.getByRole("article", { name: "Replay: Failed" });
  await expect(job.getByText("Running")).toBeVisible();
  await job.getByRole("button", { name: "Pause" }).click();
  await expect(job.getByText("Paused")).toBeVisible();
  await page.reload();
  await expect(job.getByText(/wait until it is resumed/)).toBeVisible();
  await expectAccessible(page);
  await job.getByRole("button", { name: "Resume" }).click();
  await expect(job.getByText("Completed")).toBeVisible();
  await expect(job.getByText(`${COUNT} of ${COUNT} replayed`)).toBeVisible();
  await receiver.received(2 * COUNT);
  await job.getByRole("button", { name: "Put away" }).click();
  await expect(job).toBeHidden();
  await page.getByRole("link", { name: "Replays" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Replays" })).toBeVisible();
  await expect(job.getByText("Completed")).toBeVisible();
});

test("a replay that is cancelled leaves the rest as it was", async ({ page, tenant, receiver }) => {
  await failAll(tenant, receiver);
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  await page.goto(`${tenant.path("deliveries")}?status=failed`);
  await page.getByRole("button", { name: "Replay all found" }).click();
  await page.getByLabel("Pace").fill("1");
  await page.getByRole("button", { name: `Replay ${COUNT}` }).click();
  const job = page.getByRole("article", { name: "Replay: Failed" });
  await job.getByRole("button", { name: "Cancel replay" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel replay" }).click();
  await expect(job.getByText("Cancelled")).toBeVisible();
  await expect(job.getByText(/left as they were/)).toBeVisible();
});

test("chosen rows are replayed one by one, and what can't be is told before", async ({ page, tenant, receiver }) => {
  await failAll(tenant, receiver);
  receiver.behave(answers());
  await tenant.api.settled((await tenant.api.postEvent(MESSAGE)).id);
  await signIn(page, tenant.admin, tenant.path("deliveries"));
  const boxes = page.getByRole("table", { name: "Deliveries" }).getByRole("checkbox", { name: /^Select order.paid/ });
  await expect(boxes).toHaveCount(COUNT + 1);
  await boxes.nth(0).click();
  await boxes.nth(3).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected deliveries" });
  await expect(bar).toContainText("4 selected");
  await page.keyboard.press("j");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("x");
  await expect(bar).toContainText("3 selected");
  await page.keyboard.press("x");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await bar.getByRole("button", { name: "Replay" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay the selected deliveries" });
  await expect(dialog).toContainText("3 deliveries failed.");
  await expectAccessible(page);
  await dialog.getByRole("checkbox", { name: "Also send the 1 that arrived" }).click();
  await dialog.getByRole("button", { name: "Replay 4" }).click();
  await expect(page.getByRole("dialog")).toContainText("4 deliveries replayed.");
  await page.getByRole("button", { name: "Done" }).click();
  await receiver.received(COUNT + 1 + 4);
  await expect(bar).toBeHidden();
});

const MESSAGE = '{"type":"order.paid","data":{}}';

/** An endpoint that tries once, and deliveries that failed there. */
async function failAll({ api }: Tenant, receiver: Receiver): Promise<void> {
  receiver.behave(answers({ status: 503 }));
  await api.createEndpoint({ url: receiver.url, name: "Till", retrySchedule: [] });
  const events = await Promise.all(Array.from({ length: COUNT }, () => api.postEvent(MESSAGE)));
  for (const { id } of events) await api.settled(id);
}
