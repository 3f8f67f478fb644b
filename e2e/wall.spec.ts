import type { Page, Route } from "@playwright/test";
import { eq } from "drizzle-orm";
import { endpoints } from "#db/schema/endpoint.ts";
import { system } from "#db/tenant.ts";
import { parseId } from "#domain/id.ts";
import { newId } from "#domain/new-id.ts";
import { answers } from "#harness/behaviours.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import type { Tenant } from "./tenant.ts";
import { expect, test } from "./test.ts";

test.use({ viewport: { width: 1920, height: 1080 }, contextOptions: { reducedMotion: "reduce" } });

test("an endpoint is watched going bad and coming back, by itself", async ({ page, tenant, receiver }) => {
  await tenant.api.createEndpoint({ url: "https://hooks.example.com/rest", name: "Quiet one", eventTypes: ["never"] });
  const busy = {
    url: receiver.url,
    name: "Order service",
    eventTypes: ["order.*"],
    retrySchedule: [],
    maxInFlight: 50,
  };
  await tenant.api.createEndpoint(busy);
  await post(tenant, 60);
  await receiver.received(60);
  await signIn(page, tenant.admin, tenant.path("wall"));
  await expect(tile(page, "Order service")).toContainText("Healthy");
  await expect(tile(page, "Order service")).toContainText("100%");
  await expect(tile(page, "Quiet one")).toContainText("Idle");

  receiver.behave(answers({ status: 503 }));
  await post(tenant, 6);
  await expect(tile(page, "Order service")).toContainText("Failing", { timeout: 20_000 });
  await expect(page.getByRole("listitem").first()).toContainText("Order service");
  await expect(figure(page, "Failing")).toHaveText("1");
  await expectAccessible(page);

  receiver.behave(answers());
  await post(tenant, 80);
  await expect(tile(page, "Order service")).toContainText("Healthy", { timeout: 30_000 });
  await expect(figure(page, "Failing")).toHaveCount(0);
});

test("it says in large type since when it has lost contact, and comes back by itself", async ({ page, tenant }) => {
  await tenant.api.createEndpoint({ url: "https://hooks.example.com/rest", name: "Quiet one" });
  await signIn(page, tenant.admin, tenant.path("wall"));
  await expect(tile(page, "Quiet one")).toBeVisible();
  const unanswered: Route[] = [];
  await page.route("**/health/endpoints", (route) => void unanswered.push(route));
  const alert = page.getByRole("alert").filter({ hasText: "contact" });
  await expect(alert).toContainText(/No contact since \d\d:\d\d/, { timeout: 30_000 });
  await expect(alert).toContainText(/What you see is \d+ s old/);
  const size = await alert
    .getByText("No contact")
    .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
  expect(size, "px, to be read from 5 m").toBeGreaterThanOrEqual(48);
  await expectAccessible(page);
  await page.unroute("**/health/endpoints");
  for (const route of unanswered) await route.continue().catch(() => undefined);
  await expect(alert).toHaveCount(0, { timeout: 30_000 });
  await expect(tile(page, "Quiet one")).toBeVisible();
});

test("500 endpoints are all on one screen, the worst large and first, the others counted", async ({ page, tenant }) => {
  await makeEndpoints(tenant, 500);
  await signIn(page, tenant.admin, tenant.path("wall"));
  await expect(page.getByRole("listitem")).toHaveCount(500);
  await expect(figure(page, "Suspended")).toHaveText("4");
  await expect(page.getByRole("list", { name: "Endpoints", exact: true }).getByRole("listitem")).toHaveCount(4);
  await expect(page.getByText("496 more: 496 idle")).toBeVisible();
  const lowest = await page
    .getByRole("listitem")
    .last()
    .evaluate((node) => node.getBoundingClientRect().bottom);
  expect(lowest).toBeLessThanOrEqual(1080);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("it keeps its session by opening its own page again every hour", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("wall"));
  await page.clock.install();
  await page.reload();
  // Dark once it is awake: its timers then run.
  await expect(page.locator("html")).toHaveAttribute("data-room", "dark");
  const again = page.waitForResponse((answer) => new URL(answer.url()).pathname === tenant.path("wall"));
  await page.clock.fastForward("01:00:10");
  expect((await again).status()).toBe(200);
});

test("a wall has no controls: the pointer hides, and Escape leads back", async ({ page, tenant }) => {
  await signIn(page, tenant.admin, tenant.path("wall"));
  await expect(page.getByText("No endpoints yet.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.locator(".cursor-none")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(tenant.path("overview"));
});

function tile(page: Page, name: string) {
  return page.getByRole("listitem").filter({ hasText: name });
}

function figure(page: Page, word: string) {
  return page
    .getByRole("banner")
    .locator("div")
    .filter({ has: page.getByText(word, { exact: true }) })
    .getByRole("definition");
}

async function post(tenant: Tenant, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => tenant.api.postEvent('{"type":"order.paid"}')));
}

/** As many endpoints as a large customer has, the last four of them suspended. */
async function makeEndpoints(tenant: Tenant, count: number): Promise<void> {
  const { id } = await tenant.api.createEndpoint({ url: "https://hooks.example.com/one", name: "Endpoint" });
  const [row] = await system()
    .select()
    .from(endpoints)
    .where(eq(endpoints.id, parseId("ep", id) ?? ""));
  if (!row) throw new Error("The endpoint was not stored.");
  const copies = Array.from({ length: count - 1 }, (_, at) => {
    const isSuspended = at >= count - 5;
    const status = isSuspended ? { status: "suspended" as const, statusReason: "gone" as const } : {};
    return { ...row, id: newId(), name: `Endpoint ${at}`, ...status };
  });
  await system().insert(endpoints).values(copies);
}
