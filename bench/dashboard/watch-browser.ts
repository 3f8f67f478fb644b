import { chromium, type Page } from "@playwright/test";
import { chromiumFlags, requireChromium } from "#harness/chromium.ts";

export type BrowserFindings = {
  /** Bytes of script that came over the wire until the page had rested, by path: what was loaded late included. */
  scriptBytes: Map<string, number>;
  /** From a press on a filter's box to the rows it asks for, in ms. */
  filterMs: number[];
};

const FILTERS = 8;

/** Opens each page in a fresh Chromium, untouched; then changes a filter of the log again and again. */
export async function watchBrowser(
  address: string,
  { paths, log, cookie }: { paths: readonly string[]; log: string; cookie: { name: string; value: string } },
): Promise<BrowserFindings> {
  const browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumFlags });
  try {
    const scriptBytes = new Map<string, number>();
    const open = async (path: string) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      await context.addCookies([{ ...cookie, url: address }]);
      const page = await context.newPage();
      // At rest: nothing has been on the wire for half a second.
      await page.goto(`${address}${path}`, { waitUntil: "networkidle" });
      return page;
    };
    for (const path of paths) {
      const page = await open(path);
      scriptBytes.set(path, await page.evaluate(scriptsOnWire));
      await page.context().close();
    }
    return { scriptBytes, filterMs: await changeFilters(await open(log)) };
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
function scriptsOnWire(): number {
  const entries = performance.getEntriesByType("resource");
  const sizes = entries.map((entry) => {
    const isScript = entry.name.includes("/_next/static/") && entry.name.split("?")[0]?.endsWith(".js");
    return isScript && entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function changeFilters(page: Page): Promise<number[]> {
  await page.getByRole("button", { name: "Status", exact: true }).click();
  await page.getByRole("checkbox", { name: "Failed", exact: true }).waitFor();
  const times: number[] = [];
  for (let change = 0; change < FILTERS; change++) times.push(await page.evaluate(toggleAndWait, change % 2 === 0));
  return times;
}

/** Runs in the page: presses the box "Failed" and waits for the frame that shows the rows of the new filter. */
async function toggleAndWait(isOn: boolean): Promise<number> {
  const boxes = [...document.querySelectorAll("label")].filter((label) => label.textContent?.trim() === "Failed");
  const box = boxes[0]?.querySelector<HTMLElement>("[role=checkbox]");
  const startedAt = performance.now();
  box?.click();
  const isThere = () => {
    const table = document.querySelector('table[aria-label="Deliveries"]');
    const isSettled = table !== null && table.getAttribute("aria-busy") !== "true";
    return isSettled && location.search.includes("status=failed") === isOn;
  };
  for (let frame = 0; frame < 600; frame++) {
    await new Promise(requestAnimationFrame);
    if (isThere() && frame > 1) return performance.now() - startedAt;
  }
  return Number.NaN;
}
