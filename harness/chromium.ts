import { spawnSync } from "node:child_process";
import { chromium } from "@playwright/test";
import { step } from "#process/command.ts";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const versionTimeoutMs = 30_000;
const installTimeoutMs = 600_000;

/** Flags that work as root and in containers, and keep the browser off the network. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The first Chromium that runs: PLAYWRIGHT_CHROMIUM, the system's, Playwright's own. Null when there is none. */
export function findChromium(): string | null {
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  const candidates = named ? [named] : [...usualPlaces, chromium.executablePath()];
  return candidates.find(runs) ?? null;
}

/** Finds Chromium, or installs it by Playwright or, as root on Debian, by apt. Throws a sentence when neither works. */
export async function requireChromium(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const named = process.env.PLAYWRIGHT_CHROMIUM;
  if (named) throw new Error(`PLAYWRIGHT_CHROMIUM names ${named}, which does not run.`);
  const installed = await step(
    "Installing Chromium for the browser tests",
    async () => installers().find(install) && findChromium(),
  );
  if (installed) return installed;
  throw new Error(
    "The browser tests need Chromium, and it could not be installed. Install it (apt-get install chromium), or set PLAYWRIGHT_CHROMIUM to its path.",
  );
}

function installers(): string[][][] {
  const apt = [
    ["apt-get", "update"],
    ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
  ];
  return [
    [[process.execPath, "node_modules/@playwright/test/cli.js", "install", "chromium"]],
    ...(process.getuid?.() === 0 ? [apt] : []),
  ];
}

function install(commands: string[][]): boolean {
  const done = commands.every(([command = "", ...args]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(command, args, { stdio: "ignore", timeout: installTimeoutMs, env }).status === 0;
  });
  return done && findChromium() !== null;
}

function runs(path: string): boolean {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: versionTimeoutMs }).status === 0;
}
