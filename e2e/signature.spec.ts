import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { expect, test } from "./test.ts";

test("what a receiver saw is judged: genuine, changed on its way, meant for another endpoint", async ({
  page,
  tenant,
  receiver,
}) => {
  const { id } = await tenant.api.createEndpoint({ url: receiver.url, name: "Warehouse" });
  const other = await tenant.api.createEndpoint({ url: `${receiver.url}till`, name: "Till", eventTypes: ["none"] });
  await tenant.api.postEvent('{"type":"order.paid",  "data":{"total":12.50}}');
  await receiver.received(1);
  const [seen] = receiver.requests;
  const headers = Object.entries(seen?.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  await signIn(page, tenant.admin, tenant.path("endpoints", id));
  await page.getByRole("link", { name: "Find out why" }).click();
  await page.getByLabel("Headers").fill(headers.join("\n"));
  await judge(page, seen?.body.toString() ?? "", "The message is genuine and unchanged");
  await expectAccessible(page);
  await judge(page, '{"type":"order.paid","data":{"total":12.5}}', "The body was changed on its way");
  await expect(page.getByText(/written anew: .* the first byte that differs is number 22 of 46 B/)).toBeVisible();
  await page.getByLabel("Headers").fill("content-type: application/json");
  await judge(page, "{}", "webhook-id and webhook-timestamp and webhook-signature did not arrive");
  await page.goto(tenant.path("endpoints", other.id, "debug-signature"));
  await page.getByLabel("Headers").fill(headers.join("\n"));
  await judge(page, seen?.body.toString() ?? "", "It was sent for the endpoint Warehouse");
  await page.getByRole("link", { name: "Go to Warehouse" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Warehouse" })).toBeVisible();
});

async function judge(page: Page, body: string, verdict: string): Promise<void> {
  await page.getByLabel("Body").fill(body);
  await page.getByRole("button", { name: "Find the cause" }).click();
  await expect(page.getByText(verdict, { exact: true })).toBeVisible();
}
