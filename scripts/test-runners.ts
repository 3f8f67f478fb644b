import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { requireChromium } from "./chromium.ts";
import { root } from "./root.ts";
import { withoutSettings } from "./without-settings.ts";

/** What a runner left: its exit code, and where its JSON report is. */
export type Ran = { runner: "vitest" | "playwright"; file: string; exitCode: number };

/** The unit and integration tests. */
export async function runVitest(reports: string, args: string[] = []): Promise<Ran> {
  const file = join(reports, "vitest.json");
  const flags = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...args];
  return { runner: "vitest", file, exitCode: await run("node_modules/vitest/vitest.mjs", flags, {}) };
}

/** The browser tests, in a Chromium that is found or installed. */
export async function runPlaywright(reports: string, args: string[] = []): Promise<Ran> {
  const file = join(reports, "playwright.json");
  const env = { PLAYWRIGHT_CHROMIUM: await requireChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const flags = ["test", "--reporter=list,json", ...args];
  return { runner: "playwright", file, exitCode: await run("node_modules/@playwright/test/cli.js", flags, env) };
}

async function run(script: string, args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...withoutSettings(process.env), ...env },
  });
  const pass = () => child.kill("SIGINT");
  process.on("SIGTERM", pass);
  // A Ctrl-C reaches the runner by itself; we wait for what it cleans up.
  process.on("SIGINT", () => {});
  const [code] = await once(child, "exit");
  process.off("SIGTERM", pass);
  return typeof code === "number" ? code : 1;
}
