import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
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

/** `failures`: each failed test's file and title, for the last lines of a run of thousands. */
type Tally = { passed: number; failed: number; failures: string[] };

/**
 * Sums the JSON reports of the test runners. A report that is missing or unreadable, counts no test, or tells of a
 * failure outside the tests (a file that did not load) counts as one failure: silence is not success.
 */
export async function tally(reports: readonly Ran[]): Promise<Tally> {
  const each = await Promise.all(
    reports.map(async ({ runner, file, exitCode }) => {
      const counts = readCounts(runner, await readFile(file, "utf8").catch(() => "null"));
      const isSound = counts.isComplete && exitCode === 0 && counts.passed > 0;
      return { ...counts, failed: Math.max(counts.failed, isSound ? 0 : 1) };
    }),
  );
  return {
    passed: each.reduce((sum, { passed }) => sum + passed, 0),
    failed: each.reduce((sum, { failed }) => sum + failed, 0),
    failures: each.flatMap(({ failures }) => failures),
  };
}

function readCounts(runner: "vitest" | "playwright", text: string): Tally & { isComplete: boolean } {
  const report: unknown = JSON.parse(text);
  if (runner === "vitest") {
    return {
      passed: numberAt(report, "numPassedTests"),
      failed: numberAt(report, "numFailedTests"),
      failures: listAt(report, "testResults").flatMap(failedOfVitest),
      isComplete: at(report, "success") === true,
    };
  }
  const stats = at(report, "stats");
  return {
    passed: numberAt(stats, "expected"),
    failed: numberAt(stats, "unexpected") + numberAt(stats, "flaky"),
    failures: listAt(report, "suites").flatMap(failedOfPlaywright),
    isComplete: stats !== undefined,
  };
}

/** A file that did not load has no tests, and is named alone. */
function failedOfVitest(file: unknown): string[] {
  const name = relative(root, String(at(file, "name")));
  const tests = listAt(file, "assertionResults");
  if (tests.length === 0 && at(file, "status") === "failed") return [name];
  return tests.filter((test) => at(test, "status") === "failed").map((test) => `${name}: ${at(test, "fullName")}`);
}

function failedOfPlaywright(suite: unknown): string[] {
  const failed = listAt(suite, "specs").filter((spec) => at(spec, "ok") !== true);
  const names = failed.map((spec) => `e2e/${at(spec, "file")}: ${at(spec, "title")}`);
  return [...names, ...listAt(suite, "suites").flatMap(failedOfPlaywright)];
}

function listAt(value: unknown, name: string): unknown[] {
  const found = at(value, name);
  return Array.isArray(found) ? found : [];
}

function numberAt(value: unknown, name: string): number {
  const found = at(value, name);
  return typeof found === "number" ? found : 0;
}

function at(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
