import { join } from "node:path";
import { costOfPage, type PageCost } from "#bench/dashboard/page-cost.ts";
import { watchBrowser } from "#bench/dashboard/watch-browser.ts";
import { figure, reach } from "#bench/report.ts";
import type { Row } from "#bench/row.ts";
import type { SeedTenant } from "#bench/seed/population.ts";
import { seedHistory } from "#bench/seed/seed-history.ts";
import type { Stage } from "#bench/stage.ts";
import { quantile } from "#bench/statistics.ts";
import { masterKey, setBenchSettings } from "#bench/world.ts";
import { connectDatabase, database, disconnectDatabase, driver } from "#db/client.ts";
import { formatId } from "#domain/id.ts";
import { makeUser } from "#domain/test-factory.ts";
import { SESSION_COOKIE, sessionToken } from "#harness/session.ts";
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
    setBenchSettings();
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

/** Every page that lists, and one of each thing. */
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
