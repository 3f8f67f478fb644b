import { mkdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "@playwright/test";
import { chromiumFlags, requireChromium } from "#harness/chromium.ts";
import { main, say } from "#process/command.ts";
import { root } from "#process/root.ts";
import { DEMO_ADMIN, DEMO_PASSWORD, DEMO_TENANT } from "./tenant.ts";

/** A picture of a page: of the demo's first app unless the path says otherwise. */
type Shot = { name: string; path: string; screens: readonly Screen[]; ready: (page: Page) => Promise<void> };
type Screen = keyof typeof SCREENS;

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 },
  wall: { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.75 },
} as const;
const THEMES = ["light", "dark"] as const;
const BYTES_MAX = 250_000;
const READY_MS = 60_000;
const PHONE_MAX = 640;

const heading = async (page: Page) => page.getByRole("heading", { level: 1 }).waitFor({ timeout: READY_MS });

/** On a phone the charts lie below the picture. */
const charts = async (page: Page) =>
  (page.viewportSize()?.width ?? 0) < PHONE_MAX
    ? heading(page)
    : page.getByRole("figure").first().waitFor({ timeout: READY_MS });

const SHOTS: readonly Shot[] = [
  { name: "overview", path: "overview?span=1h", screens: ["desktop", "phone"], ready: charts },
  { name: "endpoints", path: "endpoints", screens: ["desktop", "phone"], ready: heading },
  { name: "deliveries", path: "deliveries", screens: ["desktop", "phone"], ready: heading },
  { name: "delivery", path: "deliveries?status=retrying", screens: ["desktop", "phone"], ready: openFirst },
  { name: "wall", path: "wall", screens: ["wall"], ready: heading },
];

/** Pictures for the documentation, of a demo that has run for some minutes: `npm run demo`, and beside it this. */
await main(async () => {
  const { values } = parseArgs({
    options: { url: { type: "string", default: "http://localhost:3000" }, only: { type: "string" } },
  });
  const folder = join(root, "docs/images");
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumFlags });
  try {
    const session = await signIn(browser, values.url);
    for (const shot of SHOTS.filter(({ name }) => values.only === undefined || name === values.only)) {
      for (const screen of shot.screens) {
        for (const theme of THEMES) await take(browser, { shot, screen, theme, url: values.url, session, folder });
      }
    }
  } finally {
    await browser.close();
  }
  return 0;
});

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Order = {
  shot: Shot;
  screen: Screen;
  theme: (typeof THEMES)[number];
  url: string;
  session: Session;
  folder: string;
};

/** Once for all pictures: signing in is throttled. */
async function signIn(browser: Browser, url: string): Promise<Session> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(DEMO_ADMIN);
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((at) => at.pathname.startsWith("/t/"), { timeout: READY_MS });
  const session = await context.storageState();
  await context.close();
  return session;
}

async function take(browser: Browser, { shot, screen, theme, url, session, folder }: Order): Promise<void> {
  const context = await browser.newContext({
    ...SCREENS[screen],
    baseURL: url,
    storageState: session,
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: "en-GB",
  });
  context.setDefaultTimeout(READY_MS);
  const page = await context.newPage();
  await page.addInitScript((name) => localStorage.setItem("theme", name), theme);
  await page.goto(addressOf(shot.path));
  await shot.ready(page);
  await page.waitForLoadState("networkidle").catch(() => undefined); // Live pages are never idle for long.
  await page.addStyleTag({ content: "nextjs-portal { display: none }" }).catch(() => undefined); // Its policy may forbid it.
  const suffix = [screen === "phone" ? "-phone" : "", theme === "dark" ? "-dark" : ""].join("");
  const path = join(folder, `${shot.name}${suffix}.png`);
  await page.screenshot({ path, animations: "disabled", caret: "hide" });
  const { size } = await stat(path);
  say(`${relative(root, path)}  ${Math.round(size / 1000)} kB${size > BYTES_MAX ? "  TOO LARGE" : ""}`);
  await context.close();
}

async function openFirst(page: Page): Promise<void> {
  const row = page.getByRole("table", { name: "Deliveries" }).getByRole("link").first();
  await row.waitFor({ timeout: READY_MS });
  const href = await row.getAttribute("href");
  const id = /dlv_[0-9a-z]{26}/.exec(href ?? "")?.[0];
  if (id === undefined) throw new Error("No delivery is being retried yet: let the demo run for a minute.");
  await page.goto(addressOf(`deliveries/${id}`));
  await page.getByRole("region", { name: "Verdict" }).waitFor({ timeout: READY_MS });
}

function addressOf(path: string): string {
  return `/t/${DEMO_TENANT.slug}/production/${path}`;
}
