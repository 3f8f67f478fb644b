import { eq } from "drizzle-orm";
import { apiKeys } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { signIn } from "./sign-in.ts";
import { newStaff } from "./staff.ts";
import { expect, furnishedTest, test } from "./test.ts";

const EMPTY = [
  ["overview", "Nothing is sent from here yet"],
  ["endpoints", "No endpoints yet"],
  ["deliveries", "No deliveries yet"],
  ["deliveries/replays", "Nothing was replayed in bulk yet"],
  ["events", "No events yet"],
  ["event-types", "No event types yet"],
  ["sources", "No sources yet"],
  ["api-keys", "No API keys yet"],
] as const;

test("where there is nothing yet, each list says what would be there and how it comes", async ({ page, tenant }) => {
  await system().delete(apiKeys).where(eq(apiKeys.tenantId, tenant.id));
  await signIn(page, tenant.admin, tenant.path("overview"));
  for (const [name, title] of EMPTY) {
    await page.goto(tenant.path(name));
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    const main = page.getByRole("main");
    await expect(
      main
        .getByText(/^curl /)
        .or(main.getByRole("link"))
        .or(main.getByRole("button")),
    ).not.toHaveCount(0);
    await expect(page.getByRole("table")).toHaveCount(0);
  }
});

const NO_MATCH = [
  ["endpoints?q=nowhere", "No endpoint fits these filters.", "Till"],
  ["deliveries?status=cancelled", "No delivery fits these filters.", "order.paid"],
  ["events?type=no.such.type", "No event fits these filters.", "order.paid"],
  ["event-types?q=nowhere", "No event type fits.", "order.paid"],
  ["sources?q=nowhere", "No source fits these filters.", "billing"],
  ["audit?action=replay.create", "Nothing that was done fits these filters.", "Till"],
  ["deliveries?endpointId=ep_01h455vb4pex5vsknk084sn02q", "Nothing here has this id.", "order.paid"],
  ["events?sourceId=src_01h455vb4pex5vsknk084sn02q", "Nothing here has this id.", "order.paid"],
] as const;

for (const [address, sentence, row] of NO_MATCH) {
  furnishedTest(`${address} says that nothing fits, and offers the way out`, async ({ page, furnished }) => {
    await page.goto(furnished.tenant.path(address));
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page.getByRole("table")).toHaveCount(0);
    await page.getByRole("main").getByRole("button", { name: "Clear all filters" }).click();
    await expect(page.getByRole("table").getByText(row).first()).toBeVisible();
    await expect(page.getByText(sentence)).toHaveCount(0);
  });
}

test("a search of the support staff that finds nothing says so, and offers the way out", async ({ page }) => {
  await signIn(page, await newStaff(), "/support?q=nowhere-at-all");
  await expect(page.getByText("No tenant’s name or slug holds this")).toBeVisible();
  await page.getByRole("link", { name: "Clear the search" }).click();
  await expect(page.getByRole("table", { name: "Tenants" })).toBeVisible();
  await page.goto(`/support?q=dlv_${"0".repeat(26)}`);
  await expect(page.getByText(`No tenant has dlv_${"0".repeat(26)}.`)).toBeVisible();
});

for (const name of ["endpoints", "event-types", "sources", "api-keys", "members", "deliveries/replays"]) {
  furnishedTest(`a cursor that is none leads back to the first page of ${name}`, async ({ page, furnished }) => {
    await page.goto(`${furnished.tenant.path(name)}?pages=nonsense`);
    await expect(page).toHaveURL(furnished.tenant.path(name));
  });
}
