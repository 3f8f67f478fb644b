import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { supportSessions } from "#db/schema/tenant.ts";
import { system } from "#db/tenant.ts";
import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { newStaff } from "./staff.ts";
import { expect, test } from "./test.ts";

const reason = "Ticket 4711: an order never reached the till";

test("staff find a pasted id anywhere, enter its tenant with a reason, and leave again", async ({
  page,
  furnished,
}) => {
  const { tenant, idOf } = furnished;
  const staff = await newStaff();
  await signIn(page, staff, "/support");
  await expect(page.getByRole("table", { name: "Failing endpoints" })).toBeVisible();
  await search(page, `level=error deliveryId="${idOf.deliveries}" status=503`);
  const found = page.getByRole("region", { name: "Found" }).getByRole("listitem");
  await expect(found).toContainText("Delivery order.paid, failed");
  await expect(found).toContainText(`(${tenant.slug} / production)`);
  expect((await page.request.get(tenant.path("overview"))).status()).toBe(404);

  await found.getByRole("button", { name: "Enter" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page);
  await dialog.getByLabel("Reason").fill("why not");
  await dialog.getByRole("button", { name: "Enter for 60 minutes" }).click();
  await expect(dialog.getByText("Say why in at least 10 characters")).toBeVisible();
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Enter for 60 minutes" }).click();
  await expect(page).toHaveURL(tenant.path("deliveries", idOf.deliveries ?? ""));
  await expect(page.getByText("The till is closed.")).toBeVisible();
  await expect(banner(page)).toContainText(`${reason}. Ends in 59 min`);
  await expectAccessible(page);

  await page.goto(tenant.path("audit"));
  await expect(banner(page)).toBeVisible();
  await expect(page.getByRole("main").getByText(staff.name).first()).toBeVisible();

  await banner(page).getByRole("button", { name: "Leave support mode" }).click();
  await expect(page.getByText(`You left ${tenant.slug}.`)).toBeVisible();
  await page.goto(tenant.path("overview"));
  await expect(page).toHaveURL(`/support?over=${tenant.slug}`);
  await expect(page.getByText(`Your support session in ${tenant.slug} has ended.`)).toBeVisible();
});

test("what staff do is in the tenant's audit log under their name, and its people stay its admins' business", async ({
  page,
  tenant,
}) => {
  const staff = await newStaff();
  const { id } = await tenant.api.createEndpoint({ url: "https://hooks.example.com/till", name: "Till" });
  await signIn(page, staff, `/support?q=${tenant.slug}`);
  await enter(page, tenant.path("overview"));
  await page.goto(tenant.path("endpoints", id));
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Pause endpoint" }).click();
  await expect(page.getByText("Paused by hand.")).toBeVisible();
  const log = await page.request.get("/api/v1/audit-log", { headers: { "posthouse-tenant": tenant.slug } });
  const { data }: { data: { action: string; actor: { type: string; name: string }; after: unknown }[] } =
    await log.json();
  expect(data.slice(0, 2)).toMatchObject([
    { action: "endpoint.update", actor: { type: "staff", name: staff.name } },
    { action: "support.enter", actor: { type: "staff", name: staff.name }, after: { reason } },
  ]);
  const members = await page.request.get("/api/v1/members", { headers: { "posthouse-tenant": tenant.slug } });
  expect(members.status()).toBe(403);
});

test("when the hour is over the page says so by itself, and nothing more is shown or done", async ({
  page,
  tenant,
}) => {
  const staff = await newStaff();
  await signIn(page, staff, `/support?q=${tenant.slug}`);
  await enter(page, tenant.path("overview"));
  await system()
    .update(supportSessions)
    .set({ expiresAt: new Date(Date.now() + 12_000) })
    .where(eq(supportSessions.userId, staff.id));
  await page.reload();
  await expect(banner(page)).toContainText("has ended", { timeout: 30_000 });
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Endpoints" }).click();
  await expect(page).toHaveURL(`/support?over=${tenant.slug}`);
  await expect(page.getByText(`Your support session in ${tenant.slug} has ended.`)).toBeVisible();
});

test("the support page is not for a tenant's people, whatever their role", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("overview"));
  const answer = await page.goto("/support");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "You may not open this page" })).toBeVisible();
  await expect(page.getByText("support staff")).toBeVisible();
});

function banner(page: Page) {
  return page.getByRole("region", { name: "Support mode" });
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole("searchbox").fill(text);
  await page.getByRole("button", { name: "Search" }).click();
}

/** Enters the one tenant that the support page shows, and stands at `path`. */
async function enter(page: Page, path: string): Promise<void> {
  await page.getByRole("table", { name: "Tenants" }).getByRole("button", { name: "Enter" }).click();
  await page.getByLabel("Reason").fill(reason);
  await page.getByRole("button", { name: "Enter for 60 minutes" }).click();
  await expect(page).toHaveURL(path);
}
