import type { Locator, Page } from "@playwright/test";
import { expect, furnishedTest as test } from "./test.ts";

test.use({ timezoneId: "UTC" });

test("a chart says exactly what the bucket under the pointer holds, and so does the one beside it", async ({
  page,
  furnished: { tenant },
}) => {
  await page.goto(`${tenant.path("overview")}?span=1h`);
  const outcomes = chart(page, "Attempts by outcome");
  const latency = chart(page, "Response time");
  // Labels of time come once the page can be pointed at.
  await expect(outcomes.getByText(/^\d\d:\d\d$/).first()).toBeVisible();
  const [newest, newestLatency] = [await newestInTable(outcomes), await newestInTable(latency)];
  const plot = await boxOf(outcomes.locator("svg").last());
  const told = new Map<string, Told>();
  for (let x = plot.x + plot.width - 2; x > plot.x; x -= plot.width / 90) {
    await page.mouse.move(x, plot.y + plot.height / 2);
    const crosshair = await boxOf(outcomes.locator("[data-crosshair]"));
    expect(crosshair.x).toBeLessThanOrEqual(x);
    expect(crosshair.x + crosshair.width).toBeGreaterThanOrEqual(x);
    const here = await tooltip(outcomes);
    const beside = await tooltip(latency);
    expect(beside.span).toBe(here.span);
    told.set(here.span, { outcomes: here.values, latency: beside.values });
  }
  const [, last] = [...told].find(([span]) => span.includes(`, ${newest.from}–`)) ?? [];
  expect(last).toEqual({ outcomes: newest.values, latency: newestLatency.values });
  expect(told.size).toBeGreaterThan(30);
  await page.mouse.move(0, 0);
  await expect(page.locator("[data-crosshair]")).toHaveCount(0);
});

type Told = { outcomes: string[]; latency: string[] };

function chart(page: Page, name: string): Locator {
  return page.getByRole("figure").filter({ hasText: name });
}

/** `21 Nov, 14:05–14:06`, and the values below it. */
async function tooltip(figure: Locator): Promise<{ span: string; values: string[] }> {
  const span = (await figure.getByText(/, \d\d:\d\d–\d\d:\d\d$/).textContent()) ?? "";
  return { span, values: await figure.getByRole("definition", { includeHidden: true }).allTextContents() };
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error("It is not drawn.");
  return box;
}

/** The first row of the table behind a chart: the clock of its start, and its values as a tooltip stacks them. */
async function newestInTable(figure: Locator): Promise<{ from: string; values: string[] }> {
  await figure.getByRole("button", { name: /show the numbers/ }).press("Enter");
  const row = figure.getByRole("row").nth(1);
  const from = (await row.getByRole("rowheader").textContent()) ?? "";
  return { from: from.slice(-"14:05".length), values: (await row.getByRole("cell").allTextContents()).toReversed() };
}
