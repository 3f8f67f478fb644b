import { readFile } from "node:fs/promises";

export type Tally = { passed: number; failed: number };

type Counts = { passed: number; failed: number; isComplete: boolean };

/**
 * Sums the JSON reports of the test runners. A report that is missing or unreadable, counts no test, or tells of a
 * failure outside the tests (a file that did not load) counts as one failure: silence is not success.
 */
export async function tally(
  reports: { runner: "vitest" | "playwright"; file: string; exitCode: number }[],
): Promise<Tally> {
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
