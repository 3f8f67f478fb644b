import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What of a page axe looks at: another theme changes its colours only, another width all but its colours. */
type Aspect = "all" | "colours" | "structure";

/** Axe finds nothing serious in what the page shows now. */
export async function expectAccessible(page: Page, aspect: Aspect = "all"): Promise<void> {
  // Base UI's invisible stops, which keep the focus inside a popup.
  const axe = new AxeBuilder({ page }).exclude("[data-base-ui-focus-guard]");
  if (aspect === "colours") axe.withRules("color-contrast");
  else axe.disableRules(aspect === "structure" ? ["color-contrast", ...UNUSED_RULES] : UNUSED_RULES);
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" ")}`);
  expect(found, `on ${page.url()}`).toEqual([]);
}

/** Never serious by axe's own scale, and as slow as all others together on a page with charts. */
const UNUSED_RULES = ["region"];

/** Nothing sticks out to the right: the page as a whole does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(tooWide, `px too wide: ${page.url()}`).toBeLessThanOrEqual(0);
}
