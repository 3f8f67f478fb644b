import { once } from "node:events";
import { join } from "node:path";
import { requireChromium } from "#harness/chromium.ts";
import { launch } from "#process/launch.ts";
import { root } from "#process/root.ts";
import { withoutSettings } from "#process/without-settings.ts";

/** What a runner left: its exit code, and where its JSON report is. */
export type Ran = { runner: "vitest" | "playwright"; file: string; exitCode: number };

type Options = { reports: string; stop: AbortSignal };

/** The unit and integration tests: of these files, or all. */
export async function runVitest({ reports, stop, files = [] }: Options & { files?: string[] }): Promise<Ran> {
  const file = join(reports, "vitest.json");
  const flags = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...files];
  return {
    runner: "vitest",
    file,
    exitCode: await run("node_modules/vitest/vitest.mjs", { args: flags, env: {}, stop }),
  };
}

/** The browser tests, in a Chromium that is found or installed. */
export async function runPlaywright({ reports, stop, args = [] }: Options & { args?: string[] }): Promise<Ran> {
  const file = join(reports, "playwright.json");
  const env = { PLAYWRIGHT_CHROMIUM: await requireChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const flags = ["test", "--reporter=list,json", ...args];
  return {
    runner: "playwright",
    file,
    exitCode: await run("node_modules/@playwright/test/cli.js", { args: flags, env, stop }),
  };
}

/** A runner cleans up after one SIGINT and drops everything after two, so a terminal's Ctrl-C must not reach it as well. */
async function run(
  script: string,
  { args, env, stop }: { args: string[]; env: Record<string, string>; stop: AbortSignal },
) {
  const child = launch({
    name: "test runner",
    args: [join(root, script), ...args],
    env: { ...withoutSettings(process.env), ...env },
    output: "inherit",
  });
  const interrupt = () => child.kill("SIGINT");
  stop.addEventListener("abort", interrupt);
  const [code] = await once(child, "exit");
  stop.removeEventListener("abort", interrupt);
  return typeof code === "number" ? code : 1;
}
