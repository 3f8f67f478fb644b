import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { requireChromium } from "#harness/chromium.ts";
import { launch, withoutSettings } from "#process/launch.ts";
import { root } from "#process/root.ts";

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

type Tally = { passed: number; failed: number };

type Counts = { passed: number; failed: number; isComplete: boolean };

/**
 * Sums the JSON reports of the test runners. A report that is missing or unreadable, counts no test, or tells of a
 * failure outside the tests (a file that did not load) counts as one failure: silence is not success.
 */
export async function tally(reports: readonly Ran[]): Promise<Tally> {
  const each = await Promise.all(
    reports.map(async ({ runner, file, exitCode }) => {
      const counts = readCounts(runner, await readFile(file, "utf8").catch(() => "null"));
      const isSound = counts.isComplete && exitCode === 0 && counts.passed > 0;
      return { passed: counts.passed, failed: Math.max(counts.failed, isSound ? 0 : 1) };
    }),
  );
  return each.reduce((sum, next) => ({ passed: sum.passed + next.passed, failed: sum.failed + next.failed }));
}

function readCounts(runner: "vitest" | "playwright", text: string): Counts {
  const report: unknown = JSON.parse(text);
  if (runner === "vitest") {
    return {
      passed: numberAt(report, "numPassedTests"),
      failed: numberAt(report, "numFailedTests"),
      isComplete: at(report, "success") === true,
    };
  }
  const stats = at(report, "stats");
  return {
    passed: numberAt(stats, "expected"),
    failed: numberAt(stats, "unexpected") + numberAt(stats, "flaky"),
    isComplete: stats !== undefined,
  };
}

function numberAt(value: unknown, name: string): number {
  const found = at(value, name);
  return typeof found === "number" ? found : 0;
}

function at(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
