import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Page } from "@playwright/test";
import { figure, quantile, reach } from "#bench/report.ts";
import type { SeedTenant } from "#bench/seed/population.ts";
import { seedHistory } from "#bench/seed/seed-history.ts";
import type { Row, Stage } from "#bench/stage.ts";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { formatId } from "#domain/id.ts";
import { makeUser } from "#domain/test-factory.ts";
import { chromiumFlags, requireChromium } from "#harness/chromium.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
import { masterKey, setSettings } from "#harness/tenant.ts";
import { startWeb } from "#harness/worker.ts";
import { buildWhenStale } from "#process/build.ts";
import { root } from "#process/root.ts";

/** DASHBOARD_DELIVERIES says otherwise. */
const DELIVERIES = Number(process.env.DASHBOARD_DELIVERIES ?? 1_000_000);
const CONNECTIONS = 12;

export const dashboard: Row = {
  name: "dashboard",
  what: `the pages of the largest tenant with ${DELIVERIES.toLocaleString("en-US")} deliveries: the server's time for a whole document, script sent, a filter's rows`,
  measure: async (stage) => {
    const url = await stage.createDatabase();
    setSettings();
    connectDatabase(url, { connectionsMax: CONNECTIONS });
    stage.onEnd(disconnectDatabase);
    stage.progress(`seeding ${DELIVERIES.toLocaleString("en-US")} deliveries`);
    const { tenants } = await seedHistory(driver(), database(), { deliveries: DELIVERIES, seed: 1, now: new Date() });
    const [tenant] = tenants;
    if (!tenant) throw new Error("The history has no tenants.");
    const address = await startDashboard(stage, url);
    const cookie = { name: SESSION_COOKIE, value: await sessionToken(await makeUser({ tenant })) };
    const paths = await pagesOf(tenant);
    const costs: PageCost[] = [];
    for (const path of paths) {
      stage.progress(path);
      costs.push(await costOfPage(address, { path, cookie: `${cookie.name}=${cookie.value}` }));
    }
    stage.progress("opening each page in a browser");
    const { scriptBytes, filterMs } = await watchBrowser(address, { paths, log: logOf(tenant), cookie });
    return {
      figures: [figure("script until a page rests", "KiB", [...scriptBytes.values()].map(kib))],
      reaches: [
        reach("script of the heaviest page", { unit: "KiB", rounds: [Math.max(...costs.map(scriptOf))], atMost: 250 }),
        reach("server time of the slowest page", {
          unit: "ms",
          rounds: [Math.max(...costs.map(medianMs))],
          atMost: 200,
        }),
        reach("filter to rows", { unit: "ms", rounds: filterMs, atMost: 300 }),
      ],
      remarks: costs.map((cost) => remarkOf(cost, scriptBytes.get(cost.path) ?? Number.NaN)),
    };
  },
};

/** As `npm start` runs it, on this database; answers its address. */
async function startDashboard(stage: Stage, databaseUrl: string): Promise<string> {
  stage.progress("building the dashboard, where its sources have changed");
  await buildWhenStale(process.env);
  const web = await startWeb({ databaseUrl, masterKey, logFile: join(root, ".posthouse", "bench-web.log") });
  stage.onEnd(async () => void (await web.stop()));
  return web.url;
}

const logOf = ({ slug }: SeedTenant) => `/t/${slug}/production/deliveries`;

async function pagesOf({ slug, id, endpoints }: SeedTenant): Promise<string[]> {
  const [delivery] = await driver()<{ id: string; event_id: string }[]>`
    select id, event_id from deliveries where tenant_id = ${id} and status = 'dead_letter' order by id desc limit 1`;
  const endpoint = formatId("ep", endpoints[0]?.id ?? "");
  const pages = ["overview", "overview?span=30d", "endpoints", "endpoints/new", `endpoints/${endpoint}`];
  const things = delivery
    ? [`deliveries/${formatId("dlv", delivery.id)}`, `events/${formatId("evt", delivery.event_id)}`]
    : [];
  const lists = ["deliveries", "deliveries?status=failed", "deliveries/replays", "events", "event-types", "sources"];
  const rest = ["audit", "api-keys", "members", "settings", "wall"];
  return [...pages, ...lists, ...things, ...rest].map((page) => `/t/${slug}/production/${page}`);
}

const kib = (bytes: number) => bytes / 1024;
const scriptOf = ({ scriptBytes }: PageCost) => kib(scriptBytes);
const medianMs = ({ serverMs }: PageCost) => quantile(serverMs, 0.5);

/** The scripts that the document names, gzip -6; then all that a browser had loaded when the untouched page rested. */
function remarkOf(cost: PageCost, onWire: number): string {
  const page = cost.path.split("/").slice(4).join("/").slice(0, 40).padEnd(42);
  const ms = `${medianMs(cost).toFixed(0).padStart(4)} ms, p95 ${quantile(cost.serverMs, 0.95).toFixed(0).padStart(4)} ms`;
  const sizes = `script ${scriptOf(cost).toFixed(0)} KiB, at rest ${kib(onWire).toFixed(0)} KiB, html ${kib(cost.htmlBytes).toFixed(0)} KiB`;
  return `${page} ${ms}; ${sizes}`;
}

/** What a page costs: the server's time for the whole document in ms, call by call, and bytes of script after gzip. */
type PageCost = { path: string; serverMs: number[]; htmlBytes: number; scriptBytes: number };

const WARM_UP_CALLS = 3;
const CALLS = 20;
const ANSWER_MS = 30_000;

/** Asks for a page again and again as one browser would, one call after the other. */
async function costOfPage(address: string, { path, cookie }: { path: string; cookie: string }): Promise<PageCost> {
  const serverMs: number[] = [];
  let html = "";
  for (let call = 0; call < WARM_UP_CALLS + CALLS; call++) {
    const startedAt = performance.now();
    html = await read(`${address}${path}`, cookie);
    if (call >= WARM_UP_CALLS) serverMs.push(performance.now() - startedAt);
  }
  const scripts = [...new Set([...html.matchAll(SCRIPT)].map(([, src = ""]) => src))];
  const sizes = await Promise.all(scripts.map((src) => gzippedBytes(`${address}${src}`)));
  return { path, serverMs, htmlBytes: gzipSync(html).length, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

// What is for browsers without modules is not loaded by any other.
const SCRIPT = /<script(?![^>]*nomodule)[^>]*\ssrc="(\/_next\/static\/[^"?]+\.js)/gi;

const known = new Map<string, Promise<number>>();

function gzippedBytes(url: string): Promise<number> {
  const size = known.get(url) ?? read(url).then((text) => gzipSync(text).length);
  known.set(url, size);
  return size;
}

async function read(url: string, cookie = ""): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
  return answer.text();
}

const FILTERS = 8;

/**
 * Opens each page in a fresh Chromium, untouched; then changes a filter of the log again and again. Answers by path the
 * bytes of script that came over the wire until the page rested, and the ms from each press on the filter to its rows.
 */
async function watchBrowser(
  address: string,
  { paths, log, cookie }: { paths: readonly string[]; log: string; cookie: { name: string; value: string } },
) {
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
