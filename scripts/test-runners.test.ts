import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "#process/root.ts";
import { tally } from "./test-runners.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "posthouse-tally-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const vitestGreen = { numPassedTests: 7, numFailedTests: 0, success: true };
const playwrightGreen = { stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0 } };

async function sum({
  vitest = vitestGreen,
  playwright = playwrightGreen,
  codes = [0, 0],
}: {
  vitest?: unknown;
  playwright?: unknown;
  codes?: [number, number] | number[];
}) {
  const files = [join(folder, "vitest.json"), join(folder, "playwright.json")] as const;
  if (vitest !== null) await writeFile(files[0], JSON.stringify(vitest));
  if (playwright !== null) await writeFile(files[1], JSON.stringify(playwright));
  return tally([
    { runner: "vitest", file: files[0], exitCode: codes[0] ?? 0 },
    { runner: "playwright", file: files[1], exitCode: codes[1] ?? 0 },
  ]);
}

test("sums what both runners passed", async () => {
  expect(await sum({})).toEqual({ passed: 10, failed: 0, failures: [] });
});

test("names each failed test, and a file that did not load", async () => {
  const vitest = {
    ...{ numPassedTests: 5, numFailedTests: 1, success: false },
    testResults: [
      {
        name: join(root, "domain/id.test.ts"),
        status: "failed",
        assertionResults: [
          { status: "passed", fullName: "an id is read" },
          { status: "failed", fullName: "an id is made" },
        ],
      },
      { name: join(root, "db/pool.test.ts"), status: "failed", assertionResults: [] },
    ],
  };
  const specs = [
    { ok: true, title: "one signs in", file: "login.spec.ts" },
    { ok: false, title: "one signs out", file: "login.spec.ts" },
  ];
  const playwright = { stats: { expected: 1, unexpected: 1, flaky: 0 }, suites: [{ specs: [], suites: [{ specs }] }] };
  expect((await sum({ vitest, playwright, codes: [1, 1] })).failures).toEqual([
    "domain/id.test.ts: an id is made",
    "db/pool.test.ts",
    "e2e/login.spec.ts: one signs out",
  ]);
});

test.each([
  [
    "failed tests count",
    { vitest: { numPassedTests: 5, numFailedTests: 2, success: false }, codes: [1, 0] },
    { passed: 8, failed: 2 },
  ],
  [
    "a file that did not load counts as one",
    { vitest: { numPassedTests: 5, numFailedTests: 0, success: false }, codes: [1, 0] },
    { passed: 8, failed: 1 },
  ],
  ["a missing report counts as one", { playwright: null, codes: [0, 1] }, { passed: 7, failed: 1 }],
  [
    "no test at all counts as one",
    { playwright: { stats: { expected: 0, unexpected: 0, flaky: 0 } } },
    { passed: 7, failed: 1 },
  ],
  [
    "a flaky browser test counts as failed",
    { playwright: { stats: { expected: 2, unexpected: 0, flaky: 1 } } },
    { passed: 9, failed: 1 },
  ],
  ["a runner that crashed after its report counts as one", { codes: [0, 1] }, { passed: 10, failed: 1 }],
])("%s", async (_case, given, expected) => {
  expect(await sum(given)).toMatchObject(expected);
});
