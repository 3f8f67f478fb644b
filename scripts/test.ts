import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "#process/command.ts";
import { say } from "#process/say.ts";
import { stopRequest } from "#process/stop-request.ts";
import { tally } from "./tally.ts";
import { type Ran, runPlaywright, runVitest } from "./test-runners.ts";

await main(async () => {
  const stop = stopRequest();
  const reports = await mkdtemp(join(tmpdir(), "posthouse-reports-"));
  try {
    const unit = await runVitest({ reports, stop });
    if (stop.aborted) return 1;
    const browser = await runPlaywright({ reports, stop }).catch((error: unknown) => notRun(error, reports));
    if (stop.aborted) return 1;
    const { passed, failed } = await tally([unit, browser]);
    say("");
    say(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});

function notRun(error: unknown, reports: string): Ran {
  say(error instanceof Error ? error.message : String(error));
  return { runner: "playwright", file: join(reports, "playwright.json"), exitCode: 1 };
}
