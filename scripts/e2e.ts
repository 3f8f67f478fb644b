import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./main.ts";
import { runPlaywright } from "./test-runners.ts";

await main(async () => {
  const reports = await mkdtemp(join(tmpdir(), "posthouse-reports-"));
  const { exitCode } = await runPlaywright(reports, process.argv.slice(2));
  await rm(reports, { recursive: true, force: true });
  return exitCode;
});
