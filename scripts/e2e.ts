import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main, stopRequest } from "#process/command.ts";
import { runPlaywright } from "./test-runners.ts";

await main(async () => {
  const reports = await mkdtemp(join(tmpdir(), "posthouse-reports-"));
  try {
    return (await runPlaywright({ reports, stop: stopRequest(), args: process.argv.slice(2) })).exitCode;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
});
