import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./main.ts";
import { say } from "./say.ts";
import { tally } from "./tally.ts";
import { type Ran, runPlaywright, runVitest } from "./test-runners.ts";

await main(async () => {
  const reports = await mkdtemp(join(tmpdir(), "posthouse-reports-"));
  const unit = await runVitest(reports);
  const browser = await runPlaywright(reports).catch((error: unknown) => notRun(error, reports));
  const { passed, failed } = await tally([unit, browser]);
  await rm(reports, { recursive: true, force: true });
  say("");
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

function notRun(error: unknown, reports: string): Ran {
  say(error instanceof Error ? error.message : String(error));
  return { runner: "playwright", file: join(reports, "playwright.json"), exitCode: 1 };
}
