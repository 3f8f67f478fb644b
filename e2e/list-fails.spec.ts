import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { signIn } from "./sign-in.ts";
import { newStaff } from "./staff.ts";
import { expect, furnishedTest, test } from "./test.ts";

// The browser tells of each request that fails; these tests make them fail.
const provoked = /^Failed to load resource: (net::ERR_FAILED|the server responded with a status of 503)/;
test.use({ provoked });
furnishedTest.use({ provoked });

type List = {
  page: string;
  /** What its rows are read from, below the app. */
  source: string;
  /** Asks for other rows than came with the document. */
  narrow: (page: Page) => Promise<void>;
  title: string;
  shown: (page: Page) => Locator;
};

const LISTS: readonly List[] = [
  {
    page: "endpoints",
    source: "endpoints",
    narrow: (page) => page.getByRole("searchbox", { name: "Find endpoints" }).fill("Till"),
    title: "The endpoints could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Endpoints" }).getByRole("link", { name: "Till" }),
  },
  {
    page: "deliveries",
    source: "deliveries",
    narrow: (page) => choose(page, "Status", page.getByRole("checkbox", { name: "Failed", exact: true })),
    title: "The deliveries could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: "Till" }),
  },
  {
    page: "events",
    source: "events",
    narrow: (page) => choose(page, "Event type", page.getByRole("button", { name: "order.paid", exact: true })),
    title: "The events could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Events" }).getByRole("link", { name: "order.paid" }),
  },
  {
    page: "event-types",
    source: "event-types",
    narrow: (page) => page.getByRole("button", { name: "With archived" }).click(),
    title: "The event types could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Event types" }).getByRole("link", { name: "order.paid" }),
  },
  {
    page: "sources",
    source: "sources",
    narrow: (page) => page.getByRole("searchbox", { name: "Find sources" }).fill("Main repository"),
    title: "The sources could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Sources" }).getByRole("link", { name: /^Main repository/ }),
  },
  {
    page: "audit",
    source: "audit-log",
    narrow: (page) => choose(page, "What", page.getByRole("button", { name: "Endpoint created" })),
    title: "The audit log could not be loaded",
    shown: (page) => page.getByRole("table", { name: "Audit log" }).getByRole("link", { name: "Till" }),
  },
  {
    page: "overview?span=1h",
    source: "health",
    narrow: dragOverTheEnd,
    title: "The figures could not be loaded",
    shown: (page) => page.getByText(/^Deliveries[1-9]\d*ended in this range$/),
  },
];

for (const { page: name, source, narrow, title, shown } of LISTS) {
  furnishedTest(`${name} says why it has no rows, and has them once asked again`, async ({ page, furnished }) => {
    await page.goto(furnished.tenant.path(name));
    const rows = (url: URL) => url.pathname.endsWith(`/apps/production/${source}`);
    await page.route(rows, (route) => route.abort());
    await narrow(page);
    const alert = page.getByRole("alert").filter({ hasText: title });
    await expect(alert).toContainText("Posthouse did not answer. Check your connection, then try again.");
    await expectAccessible(page);
    await page.unroute(rows);
    await page.route(rows, (route) => route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Busy</h1>" }));
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toContainText("Posthouse answered 503. Try again shortly.");
    await page.unroute(rows);
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(shown(page).first()).toBeVisible();
    await expect(alert).toHaveCount(0);
  });
}

// These lists come whole with each document, so that the browser only ever reads them again.
for (const [name, shown] of [
  ["api-keys", (page: Page) => page.getByRole("table", { name: "API keys" })],
  ["members", (page: Page) => page.getByRole("table", { name: "Members" }).getByText("Robin Person")],
  ["deliveries/replays", (page: Page) => page.getByRole("heading", { name: "Nothing was replayed in bulk yet" })],
  ["endpoints", (page: Page) => page.getByRole("table", { name: "Endpoints" }).getByText("Till")],
  ["event-types", (page: Page) => page.getByRole("table", { name: "Event types" }).getByText("An order was paid")],
  ["sources", (page: Page) => page.getByRole("table", { name: "Sources" }).getByText("billing")],
  ["audit", (page: Page) => page.getByRole("table", { name: "Audit log" }).getByText("signed in").first()],
] as const) {
  furnishedTest(
    `${name} keeps what it shows when it cannot be read again, and says so`,
    async ({ page, furnished }) => {
      await page.clock.install();
      await page.goto(furnished.tenant.path(name));
      await expectStaleWhileCut(page, shown(page));
    },
  );
}

for (const [folder, shown] of [
  ["endpoints", "Every attempt in the last 24 hours succeeded"],
  ["deliveries", "The receiver answered 503."],
  ["events", "Who got it, who did not, and why"],
  ["sources", "Set-up at GitHub"],
] as const) {
  furnishedTest(`one of the ${folder} stays in sight when it cannot be read again`, async ({ page, furnished }) => {
    const { tenant, idOf } = furnished;
    await page.clock.install();
    await page.goto(tenant.path(folder, idOf[folder] ?? ""));
    await expectStaleWhileCut(page, page.getByText(shown).first());
  });
}

furnishedTest(
  "a delivery beside the log says why it is not there, and comes by itself once it can",
  async ({ page, furnished }) => {
    await page.goto(furnished.tenant.path("deliveries"));
    const one = /\/deliveries\/dlv_[0-9a-z]{26}$/;
    await page.route(one, (route) => route.abort());
    await page.keyboard.press("j");
    const panel = page.getByRole("dialog");
    await expect(panel.getByRole("alert")).toContainText("This delivery could not be loaded");
    await expectAccessible(page);
    await page.unroute(one);
    await expect(panel.getByRole("region", { name: "Verdict" })).toBeVisible();
  },
);

test("the support page keeps what it shows when it cannot be read again, and says so", async ({
  page,
  furnished: _,
}) => {
  await signIn(page, await newStaff(), "/support");
  await page.clock.install();
  await page.reload();
  const failing = page.getByRole("table", { name: "Failing endpoints" });
  await expectStaleWhileCut(page, failing.getByText("Old chat bot").first());
});

/** Cuts the page off from the service for a while. */
async function expectStaleWhileCut(page: Page, shown: Locator): Promise<void> {
  await expect(shown).toBeVisible();
  await page.route("**", (route) => route.abort());
  await comeBack(page);
  await expect(page.getByText("Not up to date", { exact: true })).toBeVisible();
  await expect(shown).toBeVisible();
  await page.unroute("**");
  await comeBack(page);
  await expect(page.getByText("Not up to date", { exact: true })).toHaveCount(0);
  await expect(shown).toBeVisible();
}

/** Somebody turns to the tab again after a minute: then everything on it is read anew. */
async function comeBack(page: Page): Promise<void> {
  await page.clock.fastForward("01:00");
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
}

async function choose(page: Page, filter: string, choice: Locator): Promise<void> {
  await page.getByRole("button", { name: filter, exact: true }).click();
  await choice.click();
}

/** Dragging over a chart asks for the stretch that was dragged over. */
async function dragOverTheEnd(page: Page): Promise<void> {
  const chart = page.getByRole("figure").filter({ hasText: "Attempts by outcome" });
  const plot = chart.locator("svg").last();
  await expect(plot).toBeVisible();
  const box = await plot.boundingBox();
  if (!box) throw new Error("The chart is not drawn.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.6, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, y, { steps: 5 });
  await page.mouse.move(box.x + box.width - 8, y, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/after=.*before=/);
}
