import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, say, stopRequest } from "#process/command.ts";
import { root } from "#process/root.ts";
import { type TestFiles, testFiles } from "./test-files.ts";
import { type Ran, runPlaywright, runVitest, tally } from "./test-runners.ts";

/** `npm test`: everything. `npm test -- PATH…`: the tests of these files or folders. */
await main(async () => {
  const paths = process.argv.slice(2);
  const files = testFiles(root, paths);
  if (typeof files === "string") {
    say(`No test file is called ${files}, or lies below it. Try npm test -- domain/id.test.ts or e2e/login.spec.ts.`);
    return 2;
  }
  const stop = stopRequest();
  const reports = await mkdtemp(join(tmpdir(), "posthouse-reports-"));
  try {
    const ran = await run(paths.length === 0 ? null : files, { reports, stop });
    if (stop.aborted) return 1;
    const { passed, failed, failures } = await tally(ran);
    say("");
    for (const failure of failures) say(`failed: ${failure}`);
    say(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});

/** Null: every file. */
async function run(files: TestFiles | null, options: { reports: string; stop: AbortSignal }): Promise<Ran[]> {
  const { unit, browser } = files ?? { unit: [], browser: [] };
  const ran: Ran[] = [];
  if (files === null || unit.length > 0) ran.push(await runVitest({ ...options, files: unit }));
  if (options.stop.aborted || (files !== null && browser.length === 0)) return ran;
  const browsed = runPlaywright({ ...options, args: browser.map((file) => `/${file}$`) });
  return [...ran, await browsed.catch((error: unknown) => notRun(error, options.reports))];
}

function notRun(error: unknown, reports: string): Ran {
  say(error instanceof Error ? error.message : String(error));
  return { runner: "playwright", file: join(reports, "playwright.json"), exitCode: 1 };
}
